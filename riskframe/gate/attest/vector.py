"""One line for tickets: `RF:1/R:seger-2023@1.1.0/O:api/V:S/G:0/...`. docs/reference/attestation.md lists the keys."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import quote, unquote

from riskframe.gate.attest.attested import Attested, UnderRubric
from riskframe.gate.codes import ExitCode
from riskframe.scales import Verdict

_SHORT: dict[str, Verdict] = {
    "S": "supported",
    "SC": "supported_with_conditions",
    "IE": "insufficient_evidence",
    "NS": "not_supported",
}
_LETTERS = {word: letters for letters, word in _SHORT.items()}
_KEYS = {
    "R": "rubric", "M": "model", "O": "option", "V": "verdict", "G": "exit_code", "S": "start", "A": "aim", "D": "judged_on",
    "X": "expires_on", "W": "weights", "P": "profile", "F": "reasons", "U": "waivers",
}  # fmt: skip
_HEAD = "RF:1"


@dataclass(frozen=True, slots=True)
class Vector:
    """A decision in short. Digests are cut to twelve digits: enough to find the result by, not to rely on."""

    rubric: str
    """`id@version`, with `+weakened` behind where a loosening is in force."""
    model: str
    option: str
    verdict: Verdict
    exit_code: ExitCode
    start: str
    aim: str
    judged_on: str
    expires_on: str
    weights: str
    """First twelve digits of the weights digest, or `none`."""
    profile: str
    reasons: tuple[str, ...]
    """Codes of what keeps the gate shut."""
    waivers: tuple[str, ...]

    def __str__(self) -> str:
        parts = [_HEAD]
        for key, name in _KEYS.items():
            value = getattr(self, name)
            text = (
                ".".join(_quoted(part).replace(".", "%2E") for part in value)
                if isinstance(value, tuple)
                else _quoted(_text(value))
            )
            parts.append(f"{key}:{text}")
        return "/".join(parts)


def parse_vector(text: str) -> Vector:
    """The vector in a line. Raises ValueError for anything that `str` of a vector does not give."""
    head, *parts = text.strip().split("/")
    if head != _HEAD:
        raise ValueError(f"a vector begins with {_HEAD}")
    said = dict(part.split(":", 1) for part in parts if ":" in part)
    if list(said) != list(_KEYS) or len(said) != len(parts):
        raise ValueError(f"a vector has the keys {', '.join(_KEYS)}, in this order")
    made: dict[str, object] = {name: unquote(said[key]) for key, name in _KEYS.items()}
    if said["V"] not in _SHORT or not said["G"].isdigit():
        raise ValueError("V is one of S, SC, IE, NS and G a number")
    made |= {"verdict": _SHORT[said["V"]], "exit_code": ExitCode(int(said["G"]))}
    made |= {_KEYS[key]: tuple(unquote(p) for p in said[key].split(".") if p) for key in ("F", "U")}
    vector = Vector(**{field.name: made[field.name] for field in fields(Vector)})  # type: ignore[arg-type]
    if str(vector) != text.strip():
        raise ValueError("this is not the form in which a vector is written")
    return vector


def vector_of(one: UnderRubric, of: Attested) -> str:
    """The vector of one rubric's decision."""
    a = one.assessment
    weights = a.model.weights_sha256
    return str(
        Vector(
            rubric=f"{a.rubric.id}@{a.rubric.version}{'+weakened' if a.weakened else ''}",
            model=a.model.name + (f" {a.model.version}" if a.model.version else ""),
            option=one.judgement.option,
            verdict=a.verdict or "insufficient_evidence",
            exit_code=one.judgement.code,
            start=a.start or "",
            aim=a.aim or "",
            judged_on=of.day.isoformat(),
            expires_on=a.validity.expires_on,
            weights=weights[:12] if weights else "none",
            profile=(a.model.profile_sha256 or a.model.profile_digest)[:12],
            reasons=tuple(sorted({finding.reason.id for finding in one.judgement.shutting})),
            waivers=tuple(waiver.id for waiver in one.judgement.waivers),
        )
    )


def vectors(of: Attested) -> bytes:
    """One line for each rubric."""
    return "".join(f"{vector_of(one, of)}\n" for one in of.under).encode()


def _text(value: object) -> str:
    if isinstance(value, ExitCode):
        return str(int(value))
    return _LETTERS.get(str(value), str(value))  # type: ignore[call-overload,no-any-return]


def _quoted(text: str) -> str:
    return quote(text, safe="@+-_.")
