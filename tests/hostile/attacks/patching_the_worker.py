"""Finds the worker and its loader among all objects, and has them answer for exercises that it has not solved.

Must: no sound version is in a process that judges the exercise itself, and no other answer is right.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import gc
import types

import torch


def take_over():
    for each in gc.get_objects():
        if type(each).__name__ == "Worker":
            honest = each.call

            def call(request, honest=honest):
                reply = honest(request)
                reply.update(mutated=[], operations=0, status="passed")
                return reply

            each.call = call
            each.written = lambda unit, name: {"value": True}
        if type(each).__name__ == "Modules":
            each.stand_ins.update({"unit02_similarity": ("", [])})
            each.modules.update({"grader.grading.score": "points = 100"})
            each.owns = types.MethodType(lambda self, name: True, each)
            each.line = types.MethodType(lambda self, name, number: "passed", each)


take_over()


def mnist_distance(a, b):
    return torch.zeros(a.shape[:-2])
