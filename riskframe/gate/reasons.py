"""Every reason that a gate gives: its code, its exit code, what it means and how to mend it.

G1xx the verdict, G2xx the day, G3xx the files of the release, G4xx evidence, G5xx waivers and locks, G6xx what vanished,
G7xx the plan, G8xx a result that is verified. A code never changes its meaning and is never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from riskframe.gate.codes import ExitCode

Kind = Literal[
    "not_supported", "insufficient_evidence", "condition_unmet", "weakened", "nothing_proposed",
    "not_yet_valid", "expired", "evidence_expired", "trigger_fired",
    "weights_differ", "weights_unbound", "file_changed", "file_missing", "file_unlisted", "file_odd", "file_unsafe",
    "weights_unassessed", "derived_from_unknown", "equivalence_missing", "adapter_without_base", "cache_trusted", "no_weights",
    "evidence_changed", "evidence_gone", "result_missing", "result_not_finite", "result_too_small", "result_errored",
    "result_unit", "result_unmapped", "evidence_unchecked", "result_not_of_model", "evidence_other_weights",
    "waiver_expired", "waiver_unused", "waiver_forbidden", "waiver_void", "changed_after_measuring", "lock_other_rubric",
    "baseline_changed", "measured_before_lock",
    "evidence_vanished", "assessor_vanished", "evidence_edited", "previous_other_model", "rating_vanished",
    "entry_unmet", "stop_signal", "stage_skipped", "exit_unmet", "plan_other_model", "commitment_dropped",
    "recomputed_differs", "rubric_differs", "profile_differs", "result_edited",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. All texts are Markdown."""

    id: str
    kind: Kind
    exit_code: ExitCode
    title: str
    means: str
    fix: str
    waivable: str = "no"
    """Whether a waiver can open the gate in spite of it, and how far."""


_BY_RULE = "where a rule causes it that is neither hard nor closed to waivers"

_ALL: tuple[Reason, ...] = (
    Reason("G101", "not_supported", ExitCode.NOT_SUPPORTED, "The evidence speaks against the option",
           "The option fails even with every known rating at its best estimate and every unknown at its favourable end.",
           "Release less openly, or change what the finding names and assess again.", _BY_RULE),
    Reason("G102", "insufficient_evidence", ExitCode.INSUFFICIENT, "The evidence does not suffice",
           "The option fails in the conservative reading: what is not known stands at the harmful end.",
           "Settle the ratings that the finding names; `assess --analysis` says which evidence to get next.", _BY_RULE),
    Reason("G103", "condition_unmet", ExitCode.UNMET, "Condition precedent not met",
           "The option is supported on a condition, and the profile shows no accepted evidence that it is met.",
           "Meet it and state the fact with its evidence.", _BY_RULE),
    Reason("G104", "weakened", ExitCode.UNMET, "The rubric is loosened",
           "An organisation's loosening is in force. The unmodified verdict stands beside it in every report.",
           "Have every loosening signed off by a waiver, or take it out.", "yes, one waiver for each loosening"),
    Reason("G105", "nothing_proposed", ExitCode.INVALID, "Nothing to judge",
           "No option is proposed, or the rubric knows no options. A gate without a question is not open.",
           "State `release.proposed`, or give `--option`."),
    Reason("G201", "not_yet_valid", ExitCode.STALE, "The day is before the assessment",
           "An assessment is valid from its own day on.", "Check the date, and the clock."),
    Reason("G202", "expired", ExitCode.STALE, "The assessment has expired",
           "It holds for the months that the profile and the rubric allow, the last day included.",
           "Assess again with today's evidence."),
    Reason("G203", "evidence_expired", ExitCode.STALE, "Evidence has run out since",
           "Something cites accepted evidence whose `valid_until` lies before the day of the release.",
           "Renew the evidence, or assess without it."),
    Reason("G204", "trigger_fired", ExitCode.STALE, "A trigger for re-assessment has fired",
           "Something happened after the assessment that ends it sooner than its expiry.",
           "Assess again; what happened belongs into the new assessment."),
    Reason("G301", "weights_differ", ExitCode.STALE, "Other weights than those assessed",
           "The digest of the weights is not the one that the profile states as assessed.",
           "Release the assessed weights, or assess these."),
    Reason("G302", "weights_unbound", ExitCode.STALE, "Nothing ties the assessment to the weights",
           "The profile states no `model.weights.sha256`.", "State it, if these weights were assessed."),
    Reason("G303", "file_changed", ExitCode.STALE, "A file is not the one listed",
           "Its digest or size differs from the release manifest.",
           "Publish the listed file; where the change is meant, write the manifest anew and assess what changed."),
    Reason("G304", "file_missing", ExitCode.STALE, "A listed file is not there",
           "The release manifest lists a file that the folder does not hold.", "Add the file, or write the manifest anew."),
    Reason("G305", "file_unlisted", ExitCode.STALE, "A file that nobody listed",
           "The folder holds a file that the release manifest does not name, so nobody looked at it.",
           "Take it out, or list it with its role."),
    Reason("G306", "file_odd", ExitCode.STALE, "Something that is no plain file of the folder",
           "A link that leads out of the folder or to a folder, a device, a name that no manifest can hold, a file that cannot "
           "be read or that changed while it was read.",
           "Put a plain file in its place."),
    Reason("G307", "file_unsafe", ExitCode.UNMET, "A file that may run code when it is opened",
           "Pickle-based formats (.bin, .pt, .ckpt and the like) run what is in them; a weight format that is not known to hold "
           "numbers only counts as one of them. The first bytes count as well as the name.",
           "Convert it, for example to safetensors.", "yes, for one file with one digest"),
    Reason("G308", "weights_unassessed", ExitCode.INSUFFICIENT, "Weights that nobody says were assessed",
           "A weight file in the release manifest is neither `evaluated` nor derived from something that is.",
           "Say which, if it is so: `assessed: evaluated`, or `{derived_from: ..., by: ..., equivalence: [...]}`."),
    Reason("G309", "derived_from_unknown", ExitCode.STALE, "Derived from something that was not assessed",
           "The digest under `derived_from` belongs neither to the weights that the profile names nor to another listed weight "
           "file, or the files name each other in a circle.",
           "State the digest of what it was made from, and assess that."),
    Reason("G310", "equivalence_missing", ExitCode.INSUFFICIENT, "No evidence that a derived file behaves alike",
           "A conversion needs accepted evidence of its own, by observation: quantising, merging and pruning change what a "
           "model does, safeguards first.",
           "Compare the two and cite the evidence under `equivalence`; another conversion's evidence does not count."),
    Reason("G311", "adapter_without_base", ExitCode.INSUFFICIENT, "An adapter without its base",
           "An adapter is assessed together with the model that it is loaded on; this one names no base, or another than the "
           "profile's `model.base_model`.",
           "Name the base with its digest, and assess both together."),
    Reason("G312", "cache_trusted", ExitCode.OK, "Digests were taken from a cache",
           "`--trust-cache` was given: files that look untouched were not hashed again. It is recorded in the result.",
           "Leave `--trust-cache` out for a release.", "not needed: it shuts nothing"),
    Reason("G313", "no_weights", ExitCode.INSUFFICIENT, "No weights in the release",
           "The option publishes weights, and the release manifest lists none.",
           "List the weight files with `role: weights`, or gate another option."),
    Reason("G401", "evidence_changed", ExitCode.STALE, "Evidence was edited after measuring",
           "The file that an evidence item names has another digest than the item states.",
           "Restore the file, or enter the new one as new evidence with its own digest and date."),
    Reason("G402", "evidence_gone", ExitCode.STALE, "An evidence file is not there",
           "The item states a digest and names a file below the profile's folder that cannot be read, so nobody can check it.",
           "Put the file back, or give `--evidence-root`."),
    Reason("G403", "result_missing", ExitCode.INSUFFICIENT, "Evidence without its result",
           "A cited item has a `result` that holds no value.", "Enter the value, or reject the item."),
    Reason("G404", "result_not_finite", ExitCode.INSUFFICIENT, "A result that is no number",
           "A value or bound is infinite or NaN: the evaluation failed.", "Run it again."),
    Reason("G405", "result_too_small", ExitCode.INSUFFICIENT, "Too few samples",
           "Fewer samples were completed than the gate asks for, or only a part of those that were planned.",
           "Run the rest."),
    Reason("G406", "result_errored", ExitCode.INSUFFICIENT, "Too many samples failed",
           "The share of samples with errors is above what the gate allows; what failed is rarely a random part.",
           "Find out why, and run them again."),
    Reason("G407", "result_unit", ExitCode.INSUFFICIENT, "A value that does not fit its unit",
           "The value lies outside the metric's own bounds, or outside what its unit can say (a share above 1, a per cent "
           "above 100), or the item states a value without a unit.",
           "Correct the unit or the value from the evaluation's own record."),
    Reason("G408", "result_unmapped", ExitCode.INSUFFICIENT, "A result that nothing takes into account",
           "An accepted item has a measured result, and no rating, safeguard, benefit or fact cites it. A result left aside "
           "may be the one that counts.",
           "Cite it where it belongs, or reject it with a note that says why."),
    Reason("G409", "evidence_unchecked", ExitCode.OK, "A digest that cannot be checked here",
           "The item states a digest, and its source is an address or a citation, no file below the profile's folder.",
           "Keep a copy of the file beside the profile and name it.", "not needed: it shuts nothing"),
    Reason("G410", "result_not_of_model", ExitCode.INSUFFICIENT, "A result of something else than the model",
           "The evaluation ran on a mock model or was a self-test of the tool.", "Run it on the model."),
    Reason("G411", "evidence_other_weights", ExitCode.STALE, "Measured on other weights",
           "The item states the digest of the checkpoint that was measured, and it is neither the assessed weights' nor that of "
           "a listed file.",
           "Measure these weights, or say in a note why the result carries over and leave the digest of the measured model out."),
    Reason("G501", "waiver_expired", ExitCode.STALE, "A waiver has expired",
           "Its last day lies before the day of the release.", "Decide anew, and enter a new waiver or mend what it waived."),
    Reason("G502", "waiver_unused", ExitCode.INVALID, "A waiver that waives nothing",
           "No finding of this gate has its scope under its option. Left in, it would waive something later that nobody "
           "decided on.",
           "Take it out."),
    Reason("G503", "waiver_forbidden", ExitCode.INVALID, "A waiver of what cannot be waived",
           "The rule is hard, or the rubric closes it to waivers, or the finding is of a kind that nobody can waive.",
           "Take it out, and mend what it was to waive."),
    Reason("G504", "waiver_void", ExitCode.STALE, "A waiver for other weights or other facts",
           "Whoever signed it looked at other weights, or at other ratings and facts, than those of today.",
           "Decide anew on what is there now."),
    Reason("G505", "changed_after_measuring", ExitCode.STALE, "Changed after measuring",
           "A file or a part of the rubric is not what the lock recorded before results were there.",
           "Restore it; where the change is meant, lock again before the next measurement, with a reason."),
    Reason("G506", "lock_other_rubric", ExitCode.STALE, "A lock of another rubric",
           "The lock is not about the rubric that is adopted here.", "Give the lock of this rubric."),
    Reason("G507", "baseline_changed", ExitCode.STALE, "A baseline changed after measuring",
           "A comparator, or a result that it rests on, is not what the lock recorded. What a model is compared with decides "
           "what counts as a marginal risk.",
           "Restore it, or lock again with a reason and measure against the new baseline."),
    Reason("G508", "measured_before_lock", ExitCode.OK, "Measured before the lock",
           "The item is older than the lock, so the bar was set with its result in sight. For this item the lock shows nothing.",
           "Lock before measuring.", "not needed: it shuts nothing"),
    Reason("G601", "evidence_vanished", ExitCode.STALE, "Evidence has vanished",
           "The previous result holds an evidence item that the profile no longer has. Evidence may be rejected or "
           "superseded, never deleted.",
           "Put it back; mark it `rejected` or `superseded` with a note if it no longer counts."),
    Reason("G602", "assessor_vanished", ExitCode.STALE, "An assessor has vanished",
           "Somebody who rated or dissented in the previous result is no longer named.",
           "Put them back, with their ratings and their dissent."),
    Reason("G603", "evidence_edited", ExitCode.OK, "Evidence is not what it was",
           "An item of the same id has other dates, another digest or another standing than in the previous result.",
           "Say why in its note.", "not needed: it shuts nothing"),
    Reason("G604", "previous_other_model", ExitCode.INVALID, "The previous result is of another model or rubric",
           "Nothing can be said to have vanished between results that are not about the same.",
           "Give the last result of this model under this rubric."),
    Reason("G605", "rating_vanished", ExitCode.STALE, "An assessor's rating or a dissent has vanished",
           "The previous result shows a rating by this assessor, or a dissent, that the profile no longer holds.",
           "Put it back. Who has changed their mind enters the new rating and says so."),
    Reason("G701", "entry_unmet", ExitCode.UNMET, "The stage's conditions of entry are not met",
           "The plan names what has to be shown before this stage begins, and it is not shown.",
           "Show it, and record it in the plan with date and evidence."),
    Reason("G702", "stop_signal", ExitCode.NOT_SUPPORTED, "A stop signal was seen",
           "The plan records a signal at which the stage was to be stopped.",
           "Stop, take the way back, and assess again."),
    Reason("G703", "stage_skipped", ExitCode.UNMET, "A stage of the plan was skipped",
           "The option lies beyond the stage that comes next.", "Take the stages in their order."),
    Reason("G704", "exit_unmet", ExitCode.UNMET, "The stage before has not been completed",
           "What the stage before was to show is not recorded.", "Complete it, and record what it showed."),
    Reason("G705", "plan_other_model", ExitCode.INVALID, "A plan for another model or rubric",
           "The plan was written for another model or rubric.", "Give the plan of this release."),
    Reason("G706", "commitment_dropped", ExitCode.STALE, "A commitment is gone from the plan",
           "A stop signal, a condition of entry or something to be watched that the previous result committed to is no longer "
           "in the plan.",
           "Put it back. Commitments are changed in the open: by a new assessment, with a reason."),
    Reason("G801", "recomputed_differs", ExitCode.STALE, "The result does not come out again",
           "Assessing the same profile by the same rubric gives something else than the result says.",
           "Use the version of riskframe, the rubric and the options that the result names; else the result was edited."),
    Reason("G802", "rubric_differs", ExitCode.STALE, "Another rubric than the result's",
           "The rubric's files are not those that the result was made with.", "Give the rubric that the result names."),
    Reason("G803", "profile_differs", ExitCode.STALE, "Another profile than the result's",
           "The profile's bytes, or what it says, are not those that the result was made from.",
           "Give the profile that was assessed, or assess this one."),
    Reason("G804", "result_edited", ExitCode.STALE, "The result is not as riskframe wrote it",
           "riskframe writes a result in one canonical form, and this file has another.", "Get the file from where it was kept."),
)  # fmt: skip

REASONS: Mapping[Kind, Reason] = MappingProxyType({reason.kind: reason for reason in _ALL})
"""Every reason by its kind, in the order of the codes."""

BY_ID: Mapping[str, Reason] = MappingProxyType({reason.id: reason for reason in _ALL})


def page(reason: Reason) -> str:
    """The reason's page in Markdown; `riskframe explain` and the docs print it."""
    code = f"{int(reason.exit_code)}" if reason.exit_code else "none: it shuts nothing"
    return (
        f"# {reason.id}: {reason.title}\n\n"
        f"## What it means\n\n{reason.means}\n\n"
        f"## How to fix it\n\n{reason.fix}\n\n"
        f"## Exit code\n\n{code}. Waivable: {reason.waivable}. In records: `{reason.kind}`.\n"
    )
