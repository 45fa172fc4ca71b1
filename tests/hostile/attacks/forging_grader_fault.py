"""Makes the checks themselves fail, since a fault of the grader's costs no points: answers of every unexpected kind.

Must: an answer that cannot be judged is wrong, as the reference's answer can be judged.
"""

# /// attack
# unit = "unit05_training"
# earns = { train_epoch = [], calc_grad = "all but check_parameters_stay", validate_epoch = "all but check_parameters_stay", make_batches = "all but check_data_unchanged" }
# says = ["train_epoch"]
# ///
import torch

from grader.worker import helpers

ODD = [None, "x", ("weight",), [torch.zeros(3, 5), torch.zeros(0)], {"a": {"b": 1}}, [torch.ones(2) > 0, float("nan")], [[[]]]]
answers = iter(ODD * 1000)
helpers.HELPERS["values"] = lambda params: next(answers)


def train_epoch(model, dl, lr, params):
    return next(answers)
