"""From what stopped a check to the lines that the learner reads: what was called, what came back, the likely mistake."""

from grader.checks.expectation import CheckFailed
from grader.sandbox.launch import SandboxError
from grader.sandbox.seat import NotStarted, Unloadable, Waiting
from grader.sandbox.worker import Missing, StudentRaised, WorkerLost
from grader.verdict import Status

FAULT = "The grader itself failed at this check, so it was not judged: it costs you nothing, and it will be tried again."
UNSTARTED = "The grader could start no process for this, so it was not judged: it costs you nothing, and it will be tried again."
SPOILT = (
    "With your code at work the grader could start no other process; with the course's own solution it can.\n"
    "Does your code start threads, or fill memory or the disk?"
)
ADVICE = {
    "NameError": "Is it a variable of your notebook? Use the function's own arguments.",
    "UnboundLocalError": "Is it set in every branch before it is used?",
    "ModuleNotFoundError": "Only Python's own modules, torch, numpy and the units of the course can be imported.",
    "PermissionError": "Code being graded can use no network, no other process and no file outside its own folder.",
    "SystemExit": "Take out the call that exits: a function should return.",
    "RecursionError": "Does the function call itself without an end?",
    "OutOfMemoryError": "It asked for more of the GPU than a submission may use: is a tensor much larger than it should be?",
    "MemoryError": "The memory limit was reached: is a tensor much larger than it should be?",
}
TORCH_SAYS = {  # parts of messages, most of which torch gives to every kind of RuntimeError
    "can't allocate memory": "It asked for more memory than a submission may use: is a tensor much larger than it should be?",
    "No space left on device": "It wrote more than a submission may: remove files that are not needed any more, or write less.",
    "device-side assert": "An index was out of range, of a label without a column of scores say. On the CPU torch says which.",
    "to be on the same device": "A tensor that your code made lives on the CPU: make it with device=x.device.",
    "in-place operation": "A method whose name ends in _ works in place: use the one without.",
    "grad can be implicitly created only for scalar outputs": "backward() needs a single number: take the mean first.",
    "no attribute 'dataset'": "Walk the batches themselves, for xb, yb in dl: its dataset would give the images one by one.",
    "positional argument": "Compare the call with the def line, argument by argument: keep all that the stub gives.",
    "'function' object is not iterable": "A single function stands where a list of them is walked: make a list of it first, [f].",
    '(not "function") to list': "A single function stands where a list is wanted: make a list of it first, [f].",
    "does not require grad": "The result is cut off from the parameters: leave out .item(), .detach(), .data and no_grad.",
    "size of tensor": "Two tensors do not fit together: print their shapes before the line that raised.",
    "shapes cannot be multiplied": "A matrix product does not fit: print both shapes before the line that raised.",
}


def explain(raised: BaseException, visibility: str, sentence: str | None) -> tuple[Status, str]:
    """The status and the message for whatever a check raised; `sentence` is the named mistake's, where there is one."""
    match raised:
        case CheckFailed():
            expected = raised.shown if visibility == "public" else raised.expected
            return Status.FAILED, _lines(f"Called {raised.call}.", expected, sentence or raised.advice)
        case StudentRaised(type="NotImplementedError"):
            return Status.NOT_STARTED, f"{_name(raised)} is not written yet."
        case StudentRaised(type="Unsendable"):  # nothing was raised; see grader/inside/worker.py
            return Status.FAILED, _lines(
                f"Called {getattr(raised, 'call', 'your code')}.",
                f"Its result cannot be handed to the grader{': ' if raised.message else ''}{raised.message}.",
                sentence or "Return numbers, strings or tensors, or lists of them, no larger than the exercise needs.",
            )
        case StudentRaised():
            return Status.FAILED, explain_error(raised, f"Called {getattr(raised, 'call', 'your code')}.", sentence)
        case WorkerLost():
            return Status.FAILED, _lines(
                f"Called {raised.call}." if hasattr(raised, "call") else "", raised.sentence, sentence
            )
        case Missing():
            return Status.NOT_STARTED, f"There is no {raised} in your file. Keep the names that the stub gives."
        case NotStarted():
            return Status.NOT_STARTED, str(raised)
        case Waiting():
            return Status.NOT_CHECKED, f"Judged once {raised} is right, for it stands on that."
        case Unloadable():
            return Status.FAILED, unloadable(raised)
        case AssertionError() if str(raised):  # a plain assert in an instructor's check
            return Status.FAILED, str(raised)
        case SandboxError():
            return Status.UNGRADED, UNSTARTED
    return Status.UNGRADED, FAULT


def unjudgeable(call: str) -> str:
    """What to say when an answer made a check itself fail, though the reference's answer does not."""
    start = f"Called {call}." if call else ""
    return _lines(start, "The answer is of a kind that this check cannot judge: look at its type and its shape.")


def unloadable(raised: Unloadable) -> str:
    """Why a unit's module could not be imported."""
    start = f"{raised.unit}.py could not be imported."
    match raised.cause:
        case StudentRaised() as cause:
            return explain_error(cause, start)
        case WorkerLost() as lost:
            return _lines(start, lost.sentence)
    return str(raised.cause)


def advice_for(message: str, kind: str) -> str:
    """What to do about an error of this kind with this message; "" where nothing is known."""
    return next((advice for part, advice in TORCH_SAYS.items() if part in message), ADVICE.get(kind, ""))


def explain_error(error: StudentRaised, start: str, sentence: str | None = None) -> str:
    """What was raised, where, and what to do; `sentence` is the named mistake's, where there is one."""
    said = error.message.strip().split("\n")[0]
    what = f"It raised {error.type}: {said[:200]}" if said else f"It raised {error.type}."
    where = ""
    if error.frames:
        file, line, _, text = error.frames[-1]
        where = f"  {file}, line {line}: {text}"
    return _lines(start, what, where, sentence or error.advice or advice_for(error.message, error.type))


def _name(error: StudentRaised) -> str:
    """The function that raised, from its frame; else what was called."""
    call = str(getattr(error, "call", "This")).split("(")[0]
    frame = str(error.frames[-1][2]) if error.frames else ""
    return (
        f"{call}, or {frame} which it uses,"
        if frame and frame not in (call, *call.split(".")) and frame.isidentifier()
        else call
    )


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
