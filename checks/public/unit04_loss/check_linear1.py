"""linear1: a batch of images times the weights, plus the bias."""

import torch

from grader.checking.kit import change, expect, mistake, needs

XB = torch.tensor([[1.0, 2.0], [3.0, 4.0], [0.0, -1.0]])
WEIGHTS, BIAS = torch.tensor([[0.5], [-1.0]]), torch.tensor([0.25])

mistake("no_bias", "The bias is missing: add it to every score.", change("+ bias", ""))
mistake("number_by_number", "It looks as if images and weights are multiplied number by number: @ is the matrix product.",
        change("xb @ weights", "xb * weights.T"))
mistake("flat", "It looks as if the scores are [n], one axis too few: leave the column as the matrix product gives it.",
        change("xb @ weights + bias", "(xb @ weights + bias).squeeze(-1)"))
mistake("with_sigmoid", "It looks as if the sigmoid is taken here: the model gives raw scores, the loss takes the sigmoid.",
        change("xb @ weights + bias", "(xb @ weights + bias).sigmoid()"))
mistake("subtracts_bias", "It looks as if the bias is subtracted: add it.", change("+", "-"))
mistake("bias_first", "It looks as if the bias is added before the product: first the matrix product, then the bias.",
        change("xb @ weights + bias", "(xb + bias) @ weights"))
mistake("weights_first", "In a matrix product the order counts: the images come first, xb @ weights.",
        change("xb @ weights", "weights @ xb"))
mistake("weights_turned", "In a matrix product the order counts: the images come first, and nothing is transposed, xb @ weights.",
        change("xb @ weights", "weights.T @ xb"))
mistake("images_turned", "In a matrix product the order counts: the images come first, and nothing is transposed, xb @ weights.",
        change("xb ", "xb.T "))
mistake("matmul_the_other_way", "In a matrix product the order counts: the images come first, xb @ weights.",
        change("xb @ weights", "torch.matmul(weights, xb)"))
mistake("mm_the_other_way", "In a matrix product the order counts: the images come first, xb @ weights.",
        change("xb @ weights", "torch.mm(weights, xb)"))
mistake("stops_the_gradient", "No gradient reaches weights and bias: leave out .data, .detach(), .item() and torch.no_grad.",
        change("xb @ weights + bias", "(xb @ weights + bias).detach()"))


@mistake("The images themselves were multiplied in place, by *= or mul_(): make a new tensor, xb @ weights.")
def multiplies_in_place(xb, weights, bias):
    xb *= weights.T
    return xb.sum(1, keepdim=True) + bias


mistake("returns_nothing", "Your function computes the scores but gives None back: the return is missing.", change("return", ""))


def check_one_score_per_image(student):
    """gives one score per image, as a column"""
    expect(student.linear1(XB, WEIGHTS, BIAS)).has_shape(3, 1)


@needs(check_one_score_per_image)
def check_scores(student):
    """is images times weights plus bias"""
    expect(student.linear1(XB, WEIGHTS, BIAS)).equals(torch.tensor([[-1.25], [-2.25], [1.25]]))


@needs(check_scores)
def check_single_image(student):
    """scores a batch of one"""
    expect(student.linear1(XB[1:2], WEIGHTS, BIAS)).equals(torch.tensor([[-2.25]]))


@needs(check_scores)
def check_gradient(student):
    """lets gradients reach weights and bias"""
    params = student.helpers.leaves([WEIGHTS, BIAS])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.linear1(XB, student.helpers.item(params, 0), student.helpers.item(params, 1))
    student.helpers.backward(student.helpers.total(result))
    expect(student.helpers.grads(params), "the gradients").equals([torch.tensor([[4.0], [5.0]]), torch.tensor([3.0])])


@needs(check_scores)
def check_inputs_unchanged(student):
    """leaves images, weights and bias as they were"""
    expect(student.linear1(XB, WEIGHTS, BIAS)).leaves_inputs_alone()
