"""The untrusted side: everything in this folder runs beside student code. This is its whole protocol.

**Zygote.** `python -m grader.worker FD FOLDER` imports torch once and waits on the control socket FD (SOCK_SEQPACKET, one JSON
object a message), which only the grader holds. A worker never sees it. Scratch folders lie in FOLDER.

    arrives   {"fork": order, "watch": {"memory": bytes, "folder": bytes, "files": n, "threads": n}}
                  with one descriptor: the worker's end of its wire
              {"kill": pid}
              {"warm": "optimizers"}                      import what torch's optimizers need, once
              {"helper": name, "text": text}              a file of the course's checks/helpers/
              {"warm": "helpers"}                         run those that came: they replace what was run before. No text is kept
    leaves    {"ready": pid}                              when it is warm, and again for each thing that was to be warm
              {"forked": pid, "id": number}               a worker is on its way
              {"unforked": number, "why": text}           there is none: the system gave no process, or no memory
              {"exited": pid, "status": code or -signal, "memory_kib": peak resident size,
               "over": "memory", "files" or "threads",    why the zygote killed it, "" where it did not
               "threads": n}                              how many it could have started

The zygote ends when the control socket closes, and takes its workers and FOLDER with it. An order says what a worker is to be:

    {"number": n, "scratch": folder, "limits": {...},
     "busy_poll": whether to keep a processor awake for the next request (protocol.receive),
     "devices": CUDA_VISIBLE_DEVICES or null for all}     what a worker that uses CUDA is to see

**Spawned.** `python -m grader.worker spawned PORT FOLDER` is one worker, where a process cannot be forked. It reads a token of 32
bytes from standard input, imports torch, connects to PORT of 127.0.0.1 and sends the token; then an order arrives on this
connection, which is its wire from then on. Such an order has "helpers", too, {name: text}: it runs them and says {"ready": pid}. It
ends when the wire closes. With `optimizers` behind the folder it has warmed them before.

**Worker.** A fork of the zygote, or a spawned process, that locks itself down, then answers requests on its wire
(grader/protocol/), one reply each, in order. Requests are objects with a "do":

    begin     seed, device, threads      forget all handles, seed torch, numpy and random -> {"value": layers that hold}
    sources   modules {name: text},
              stand_ins {unit: [code, names]}  the learner's modules, and stand-ins for names of earlier units: marshalled code in
                                         hexadecimal digits -> {"value": null}; what came of other sources before is forgotten
    import    unit                       run one unit -> {"value": names it defines}
    written   unit, name                 whether an exercise is more than its untouched stub -> {"value": bool}
    call      unit + name | helper | handle [+ method], args, kwargs, keep, count; the first of a check has a "begin", which holds
                                         what that request would, and is done before
                                         -> {"value": result, "mutated": [argument numbers], "operations": n or null}
    example   unit, name, sources        run the lines of the example of an exercise, one after another, beside the unit's names
                                         -> {"value": [what each gives, null where it is no expression]}; may have a "begin", too

A request that goes wrong answers {"error": {type, message, frames}}, one for a name that is not there {"missing": name}.
Results that are no plain values or tensors stay here and are named by a handle (a number and a type's name).

**Doctor.** `python -m grader.worker report` prints a JSON list of [layer, holds, meaning] and ends.

**What can never cross.** Code never leaves; pickles go neither way. Expected values, labels of judged images, check sources, the
text of any solution, any form of the judged one, other submissions and results never arrive.
"""

import sys

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["report"]:
            from grader.worker.lockdown import report

            report.print_report()
        case ["spawned", port, folder, *more]:
            from grader.worker import spawned

            spawned.main(int(port), folder, optimizers="optimizers" in more)
        case [control, folder]:
            from grader.worker import zygote

            zygote.main(int(control), folder)
