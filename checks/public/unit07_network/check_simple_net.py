"""simple_net: linear, ReLU, linear."""

import torch
from unit07_network import relu  # for the written-out mistakes alone

from checks.oracles.network import draw, gradients, scores
from grader.checking.kit import change, expect, gives, mistake, needs

# The layers of the text's example with -5 in place of 5, so that a score can be below 0. Its image gives 6.5 all the same, for its
# second hidden number is cut off; the second image has only that one above 0, the third has both.
X = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.25, 0.5]])
W1, B1 = torch.tensor([[1.0, -1.0], [1.0, -1.0]]), torch.tensor([0.0, 1.0])
W2, B2 = torch.tensor([[2.0], [-5.0]]), torch.tensor([0.5])
RIGHT = torch.tensor([[6.5], [-7.0], [0.75]])


@mistake("It looks as if the second layer gets xb again: give it the hidden numbers, which relu has made.")
def feeds_the_images_again(xb, w1, b1, w2, b2):
    hidden = relu(xb @ w1 + b1)
    hidden = xb @ w2 + b2
    return hidden


mistake("no_relu", "It looks as if the ReLU is missing: without it, two linear layers are no better than one.",
        gives("(xb @ w1 + b1) @ w2 + b2"))
mistake("relu_last", "It looks as if the ReLU comes last: it belongs between the two layers, or scores below 0 are lost.",
        gives("relu((xb @ w1 + b1) @ w2 + b2)"))
mistake("relu_twice", "It looks as if there is a second ReLU at the end: it cuts off the scores below 0, so leave it out there.",
        gives("relu(relu(xb @ w1 + b1) @ w2 + b2)"))
mistake("bias_after_relu", "It looks as if b1 is added after the ReLU: it belongs to the first layer, so add it before.",
        gives("(relu(xb @ w1) + b1) @ w2 + b2"))
mistake("no_first_bias", "It looks as if b1 is missing: the first layer is xb @ w1 + b1.", gives("relu(xb @ w1) @ w2 + b2"))
mistake("no_second_bias", "It looks as if b2 is missing: add it at the very end.", gives("relu(xb @ w1 + b1) @ w2"))
mistake("no_biases", "It looks as if both biases are missing: a linear layer adds one after its product.",
        gives("relu(xb @ w1) @ w2"))
mistake("swaps_biases", "It looks as if the biases are mixed up: b1 belongs to the first layer, b2 to the second.",
        gives("relu(xb @ w1 + b2) @ w2 + b1"))
mistake("b1_twice", "It looks as if b1 is added to the scores too: the bias of the second layer is b2.",
        gives("relu(xb @ w1 + b1) @ w2 + b1"))
mistake("w1_twice", "It looks as if the second layer takes w1 again: its weights are w2.", gives("relu(xb @ w1 + b1) @ w1 + b2"))
# The pairs are applied in order: first the new return, then the old one goes.
mistake("stops_half_way", "Those are the hidden numbers: the second layer, @ w2 + b2, is missing.",
        change("hidden =", "return", "return hidden @ w2 + b2", ""))
mistake("sigmoid_last", "It looks as if there is a sigmoid at the end: give the raw scores, the loss takes the sigmoid itself.",
        gives("(relu(xb @ w1 + b1) @ w2 + b2).sigmoid()"))
mistake("sigmoid_between", "It looks as if there is a sigmoid between the layers: this network has a ReLU there.",
        gives("(xb @ w1 + b1).sigmoid() @ w2 + b2"))
mistake("weights_first", "In a matrix product the order counts: the images come first, xb @ w1.",
        gives("relu(w1 @ xb + b1) @ w2 + b2"))
mistake("matmul_the_other_way", "In a matrix product the order counts: the images come first, xb @ w1.",
        gives("torch.matmul(relu(torch.matmul(w1, xb) + b1), w2) + b2"))
mistake("second_weights_first", "In a matrix product the order counts: the hidden numbers come first, and then w2.",
        gives("w2 @ relu(xb @ w1 + b1) + b2"))
mistake("images_turned", "In a matrix product the order counts: the images come first, and nothing is transposed, xb @ w1.",
        gives("relu(xb.T @ w1 + b1) @ w2 + b2"))
mistake("multiplies_numbers", "* multiplies number by number: a linear layer needs the matrix product, @.",
        gives("relu(xb * w1 + b1) * w2 + b2"))
mistake("gives_a_row", "The scores are right, but no column any more: keep the shape [n, 1], without squeeze or flatten.",
        gives("(relu(xb @ w1 + b1) @ w2 + b2).squeeze(1)"))


@mistake("No gradient reaches the parameters: leave out .data, .detach(), .item() and torch.no_grad.")
def stops_the_gradient(xb, w1, b1, w2, b2):
    with torch.no_grad():
        return relu(xb @ w1 + b1) @ w2 + b2


@mistake("Your function computes the scores but gives None back: the return is missing.")
def returns_nothing(xb, w1, b1, w2, b2):
    relu(xb @ w1 + b1) @ w2 + b2


def check_one_score_per_image(student):
    """gives one score for each image, in a column"""
    expect(student.simple_net(X, W1, B1, W2, B2)).has_shape(3, 1)


@needs(check_one_score_per_image)
def check_by_hand(student):
    """gives the scores that come out by hand"""
    expect(student.simple_net(X, W1, B1, W2, B2)).equals(RIGHT)


@needs(check_by_hand)
def check_other_sizes(student, rng):
    """works for any sizes that fit one another"""
    x, params = torch.randn(4, 3, generator=rng), draw(rng, inputs=3, hidden=5, outputs=2)
    expect(student.simple_net(x, *params)).equals(scores(x, params))


@needs(check_by_hand)
def check_gradients(student):
    """lets all four parameters learn"""
    params = [W1, B1, W2, B2]
    leaves = student.helpers.leaves(params)
    # The list stays in the worker; item gives the tensor itself, not a copy.
    result = student.keep.simple_net(X, *(student.helpers.item(leaves, i) for i in range(4)))
    student.helpers.backward(student.helpers.total(result))
    # backward() goes from the sum of the scores, whose slope is 1 in each of them.
    expect(student.helpers.grads(leaves), "the gradients").equals(gradients(X, torch.ones(3, 1), params))


@needs(check_by_hand)
def check_inputs_unchanged(student):
    """leaves images and parameters as they were"""
    expect(student.simple_net(X, W1, B1, W2, B2)).leaves_inputs_alone()
