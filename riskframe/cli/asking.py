"""The questionnaire: asks what is open in a profile and saves each answer in the file before the next question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskframe.cli.answers import NotAnAnswer, Rated, level_answer, plain_answer
from riskframe.gate.codes import ExitCode

if TYPE_CHECKING:
    from riskframe.cli.inputs import Run
    from riskframe.diagnostics import KeyPath
    from riskframe.inquiry.questions import Question
    from riskframe.rubric.resolve import Rubric


class _Stopped(Exception):
    """The person wants to go on another time."""


def ask_open_questions(run: Run, target: Path, rubric: Rubric) -> ExitCode:
    """Ask until nothing is open or somebody stops; Ctrl-C and a closed terminal stop as well."""
    asking = _Asking(run, target)
    try:
        asking.all(rubric)
    except (_Stopped, EOFError, KeyboardInterrupt) as error:
        left = asking.open(rubric)
        run.console.say(f"\nsaved; {left} questions are open. `riskframe init {target}` goes on with them.")
        if isinstance(error, KeyboardInterrupt):
            raise
        return ExitCode.OK
    run.console.say("no question is open. Safeguards are not asked for: describe them in the file itself.")
    run.console.say(f"next: `riskframe assess {target}`")
    return ExitCode.OK


class _Asking:
    def __init__(self, run: Run, target: Path) -> None:
        self.run, self.target = run, target
        self.style = run.console.style
        self.skipped: set[KeyPath] = set()

    # -- the file

    def document(self) -> dict[str, Any]:
        from riskframe.loading.tree import parse, read_source

        data = parse(read_source(self.target)).data
        return data if isinstance(data, dict) else {}

    def _text(self) -> str:
        from riskframe.loading.tree import read_source

        return read_source(self.target).text

    def _save(self, text: str) -> None:
        from riskframe.loading.atomic import write_files

        write_files({str(self.target): text.encode()})

    def put(self, place: KeyPath, value: Any) -> None:
        from riskframe.loading.edit import with_value

        self._save(with_value(self._text(), place, value))

    def add(self, place: KeyPath, item: dict[str, Any]) -> None:
        from riskframe.loading.edit import with_item

        self._save(with_item(self._text(), place, item))

    # -- the questions

    def _open(self, rubric: Rubric) -> tuple[list[Question], int]:
        from riskframe.inquiry.questions import is_open, questions

        document = self.document()
        every = questions(rubric)
        return [q for q in every if is_open(q, document) and q.place not in self.skipped], len(every)

    def open(self, rubric: Rubric) -> int:
        self.skipped.clear()
        return len(self._open(rubric)[0])

    def all(self, rubric: Rubric) -> None:
        left, total = self._open(rubric)
        if left:
            self._print(self.style.wrap(
                f"{len(left)} of {total} questions are open. Enter skips a question until the next time, q stops, "
                "? shows what to look for. Every answer is saved at once."
            ))  # fmt: skip
        while left:
            question = left[0]
            self._print("\n" + self._heading(question, total - len(left) + 1, total))
            if not self._one(question):
                self.skipped.add(question.place)
            left, _ = self._open(rubric)

    def _heading(self, question: Question, number: int, total: int) -> str:
        style = self.style
        lines = [style.paint(f"{number}/{total}  {question.title}", "bold"), style.wrap(question.asks)]
        for choice, meaning in question.choices:
            lines.append(style.wrap(meaning, first=f"  {choice}  ") if meaning else f"  {style.plain(choice)}")
        if question.harmful:
            lines.append(style.paint(f"  (the {question.harmful} level is the harmful end)", "faint"))
        return "\n".join(lines)

    def _one(self, question: Question) -> bool:
        """Ask until there is an answer; False: skipped."""
        while True:
            said = self._input(_prompt(question))
            if not said:
                return False
            if said == "?":
                hints = question.hints or ("no hint is given for this one",)
                self._print(self.style.entries(hints))
                continue
            try:
                if question.kind != "rating":
                    self.put(question.place, plain_answer(question, said))
                    return True
                return self._rating(question, level_answer(question, said))
            except NotAnAnswer as error:
                self._print(self.style.paint(f"  {error}", "yellow"))

    # -- ratings

    def _rating(self, question: Question, rated: Rated) -> bool:
        if rated.lo is None:
            why = self._input("  Why? ") or "not known when asked"
            key = "not_applicable" if rated.not_applicable else "unknown"
            self.put(question.place, {key: why} if rated.not_applicable else {key: True, "rationale": why})
            return True
        value: dict[str, Any] = (
            {"level": rated.lo} if rated.lo == rated.hi else {"lo": rated.lo, "best": rated.best, "hi": rated.hi}
        )
        cited = self._evidence(question)
        if cited:
            value["evidence"] = cited
            value |= self._comparator(question, cited)
        else:
            self._print(self.style.paint("  Without evidence it counts as unknown until some is cited.", "yellow"))
        why = self._input("  Why this level? (one line, Enter for none) ")
        if why:
            value["rationale"] = why
        self.put(question.place, value)
        return True

    def _comparator(self, question: Question, cited: list[str]) -> dict[str, Any]:
        if not question.comparator:
            return {}
        name = self._input(
            "  Named open model or tool that does as much (Enter for none; without one it hardly counts): "
        )
        if not name:
            return {}
        day = self._until("  Available since (YYYY-MM-DD): ", _day)
        return {"comparators": [{"name": name, "date": day, "result": cited[0]}]}

    def _evidence(self, question: Question) -> list[str]:
        """Ids that the rating rests on; new items and judgements are written into the file."""
        while True:
            known = [str(e.get("id")) for e in self.document().get("evidence") or [] if isinstance(e, dict)]
            listed = f"ids ({', '.join(known)}), " if known else ""
            said = self._input(f"  Rests on: {listed}n for new evidence, j for your judgement, Enter for nothing: ")
            if not said:
                return []
            if said == "n":
                return [self._new_evidence(known)]
            if said == "j":
                return [self._judgement(question, known)]
            ids = [part for part in said.replace(",", " ").split() if part]
            wrong = [name for name in ids if name not in known]
            if not wrong:
                return ids
            self._print(self.style.paint(f"  There is no evidence {', '.join(wrong)} in the file.", "yellow"))

    def _new_evidence(self, known: list[str]) -> str:
        from typing import get_args

        from riskframe.evidence import EvidenceKind, Voice

        kinds = tuple(k for k in get_args(EvidenceKind) if k not in ("screen", "suggestion", "judgement"))
        item: dict[str, Any] = {"id": self._until("  Id (letters, digits, - and _): ", lambda s: _new_id(s, known))}
        item["title"] = self._until("  Title: ", str)
        item["kind"] = self._until(f"  Kind ({', '.join(kinds)}): ", lambda s: _one_of(s, kinds))
        item["voice"] = self._until(f"  Whose ({', '.join(get_args(Voice))}): ", lambda s: _one_of(s, get_args(Voice)))
        day = self._input("  Date (YYYY-MM-DD, Enter if not known): ")
        if day:
            item["date"] = self._checked(day, _day, "  Date (YYYY-MM-DD): ")
        source = self._input("  Where it can be read (file, address, citation; Enter for nothing): ")
        if source:
            item["source"] = source
        self.add(("evidence",), item)
        return str(item["id"])

    def _judgement(self, question: Question, known: list[str]) -> str:
        number = sum(name.startswith("judgement-") for name in known) + 1
        while f"judgement-{number}" in known:
            number += 1
        item = {
            "id": f"judgement-{number}",
            "title": f"Judgement on {question.title}"[:200],
            "kind": "judgement",
            "role": self._until("  Your role: ", str),
            "rationale": self._until("  What you base it on: ", str),
            "date": str(self.document().get("assessment", {}).get("date")),
        }
        self.add(("evidence",), item)
        return str(item["id"])

    # -- talking

    def _until(self, prompt: str, read: Any) -> Any:
        said = ""
        while not said:
            said = self._input(prompt)
        return self._checked(said, read, prompt)

    def _checked(self, said: str, read: Any, prompt: str) -> Any:
        while True:
            try:
                return read(said)
            except NotAnAnswer as error:
                self._print(self.style.paint(f"  {error}", "yellow"))
                said = self._input(prompt)

    def _input(self, prompt: str) -> str:
        said = input(prompt).strip()
        if said in ("q", "quit", "exit"):
            raise _Stopped
        return said

    def _print(self, text: str) -> None:
        self.run.console.data(text + "\n")


def _prompt(question: Question) -> str:
    ways = {
        "yes_no": "yes or no", "number": "a number", "choice": "one of them", "choices": "ids, separated by commas",
        "words": "words, separated by commas", "text": "",
    }  # fmt: skip
    if question.kind == "rating":
        na = ", n/a does not apply" if question.not_applicable else ""
        return f"  Level (3), range (2-4, or 2-3-4 with the best estimate), u unknown{na}: "
    return f"  {ways[question.kind]}: " if ways[question.kind] else "  : "


def _new_id(said: str, known: list[str]) -> str:
    import re

    if said in known:
        raise NotAnAnswer(f"{said} is taken")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", said):
        raise NotAnAnswer("an id has letters, digits, ., _ and - only")
    return said


def _one_of(said: str, words: tuple[str, ...]) -> str:
    fits = [word for word in words if word.startswith(said)]
    if said in words:
        return said
    if len(fits) != 1:
        raise NotAnAnswer(f"one of {', '.join(words)}")
    return fits[0]


def _day(said: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise NotAnAnswer("dates are written YYYY-MM-DD") from None
