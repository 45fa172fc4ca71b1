"""make_simple_net: linear, ReLU, linear, as a torch module with parameters of its own."""

import torch
from torch import nn
from unit07_network import simple_net  # for the written-out mistakes alone

from checks.oracles.network import LAYERS, ordered, scored, scores, sized
from checks.oracles.symptoms import NetworkSymptom
from grader.checking.compare import alike
from grader.checking.kit import change, fail, gives, kind, mistake, needs, read

ANEW = "Two calls give networks with the same numbers: make a new one in every call, and leave out torch.manual_seed."

mistake("no_relu", NetworkSymptom.NO_RELU.advice, change("ReLU(), nn.", ""))
mistake("relu_without_parentheses", "nn.ReLU is a class: make a layer of it with parentheses, nn.ReLU().",
        change("nn.ReLU()", "nn.ReLU"))
mistake("function_as_a_layer", "nn.Sequential wants layers, and relu is a function: use the layer nn.ReLU(), or write a module with a forward.",
        change("nn.ReLU()", "relu"))
mistake("layers_in_a_list", "nn.Sequential takes the layers one by one: leave out the brackets of the list.",
        change("nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)", "[nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)]"))
mistake("gives_the_layers", "The layers come back side by side: nn.Sequential(...) makes one network of them.",
        change("nn.Sequential", ""))


@mistake("A function has no parameters to learn: give a module, such as nn.Sequential makes, that holds its own.")
def gives_a_function():
    w1, b1, w2, b2 = (torch.randn(size) for size in ((784, 30), 30, (30, 1), 1))
    return lambda xb: simple_net(xb, w1, b1, w2, b2)


mistake("sizes_do_not_fit", "The sizes do not fit one another: what the first layer gives, 30 numbers, is what the second one takes.",
        change("30, 1", "784, 1"))
mistake("outputs_first", "nn.Linear takes the number of inputs first: nn.Linear(784, 30), then nn.Linear(30, 1).",
        change("(784, 30), nn.ReLU(), nn.Linear(30, 1)", "(30, 784), nn.ReLU(), nn.Linear(1, 30)"))
mistake("two_scores", "There is more than one score for an image: the last layer is nn.Linear(30, 1).", change("1", "2"))
mistake("no_biases", "It looks as if the biases are missing: leave out bias=False.",
        change(", 30", ", 30, bias=False", "1", "1, bias=False"))
mistake("linear_model", "That is the linear model: a network has two layers, with nn.ReLU() between them.",
        change("nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))", "nn.Linear(784, 1)"))
mistake("other_sizes", LAYERS, change(", 30", ", 50", "30,", "50,"))
mistake("relu_last", NetworkSymptom.RELU_LAST.advice, gives("nn.Sequential(nn.Linear(784, 30), nn.Linear(30, 1), nn.ReLU())"))
mistake("relu_twice", NetworkSymptom.RELU_TWICE.advice,
        gives("nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1), nn.ReLU())"))
mistake("sigmoid_last", NetworkSymptom.SIGMOID_LAST.advice,
        gives("nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1), nn.Sigmoid())"))
mistake("sigmoid_between", NetworkSymptom.SIGMOID_BETWEEN.advice, change("nn.ReLU", "nn.Sigmoid"))
mistake("gives_a_row", "The scores are no column: keep the shape [n, 1], without a layer that flattens them.",
        gives("nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1), nn.Flatten(0))"))


@mistake(ANEW)
def always_the_same():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))


@mistake("All weights start alike, so the 30 hidden numbers would stay alike for ever: begin with random ones.")
def starts_from_zero():
    net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))
    for p in net.parameters():
        nn.init.zeros_(p)
    return net


mistake("freezes", "The parameters cannot learn: leave out requires_grad_(False) and requires_grad=False.",
        gives("nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)).requires_grad_(False)"))


@mistake("torch looks for parameters in a module's attributes, and not in a plain list: make nn.Sequential(*layers), or nn.ModuleList.")
def hides_the_layers():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = [nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)]

        def forward(self, x):
            for layer in self.layers:
                x = layer(x)
            return x

    return Net()


mistake("drops_out", "It looks as if some numbers are dropped while it trains: leave out nn.Dropout.",
        change("(), nn.", "(), nn.Dropout(0.5), nn."))


@mistake("The network is an object of a class of your own, which does not build on nn.Module: write class Net(nn.Module).")
def no_module():
    class Net:
        def __init__(self):
            self.layers = [nn.Linear(784, 30), nn.Linear(30, 1)]

        def parameters(self):
            return [p for each in self.layers for p in each.parameters()]

        def __call__(self, x):
            return self.layers[1](self.layers[0](x).relu())

    return Net()


mistake("returns_nothing", "Your function makes the network but gives None back: the return is missing.", change("return", ""))


def check_one_score_per_image(student, rng):
    """gives a network that makes one score of each image"""
    scored(student, student.make_simple_net(), torch.rand(5, 784, generator=rng))


@needs(check_one_score_per_image)
def check_module(student):
    """is a torch module"""
    net = student.make_simple_net()
    if not read(student.helpers.is_module(net)):
        raise fail(net, f"Expected a torch module; got {kind(read(net))}, which is none.", "module")


@needs(check_one_score_per_image)
def check_sizes(student):
    """has 784 × 30 weights and 30 biases in the first layer, 30 weights and 1 bias in the second"""
    sized(student, student.make_simple_net())


@needs(check_sizes)
def check_computes(student, rng):
    """computes linear, ReLU, linear"""
    ordered(student, student.make_simple_net(), rng)


@needs(check_computes)
def check_while_training(student, rng):
    """computes the same while it trains"""
    net, x = student.make_simple_net(), torch.randn(20, 784, generator=rng)
    expected = scores(x, ordered(student, net, rng))
    if not alike(read(student.helpers.while_training(net, x)), expected):
        raise fail(net, "In training mode the scores are others.", "training", evidence="others")


@needs(check_computes)
def check_random_start(student, rng):
    """starts from random weights, others in every call"""
    one, other = student.make_simple_net(), student.make_simple_net()
    first, second = (ordered(student, net, rng)[0] for net in (one, other))
    if (first - first[:, :1]).abs().max() < 1e-6:
        raise fail(one, "Expected random weights; all hidden numbers have the same ones.", "start", evidence="alike")
    if torch.equal(first, second):
        raise fail(other, "Expected other random numbers in the second network; they are the same.", "start", evidence="the same")


@needs(check_computes)
def check_learns(student, rng):
    """lets every parameter learn"""
    net = student.make_simple_net()
    if read(student.helpers.frozen(net)):
        raise fail(net, "Expected parameters that can learn; some of these have requires_grad=False.", "frozen", evidence="frozen")
    slopes = read(student.helpers.slopes(net, student.helpers.parameters(net), torch.randn(40, 784, generator=rng)))
    if any(each is None for each in slopes):
        raise fail(net, "Some parameters have no influence on the scores, or no gradient reaches them.", "cut off", evidence="cut off")
