"""library_names: the partner in torch of everything made by hand. What is named is called, and has to do the same."""


from checks.oracles.library import each_part, expect_agreement, expect_name, expect_table
from grader.checking.kit import gives, mistake

# A mistake shows in one row; the others are left out.


mistake("short_names", "Write each name in full, as after `import torch`: torch.nn.functional and not F, torch.nn and not nn.",
        gives('{"l1_distance": "F.smooth_l1_loss"}'))
mistake("with_parentheses", "Leave out the parentheses: the name alone says which function it is.",
        gives('{"l1_distance": "torch.nn.functional.smooth_l1_loss()"}'))
mistake("functions_themselves", "The table holds names and not the functions themselves: put each in quotation marks.",
        gives('{"l1_distance": torch.nn.functional.smooth_l1_loss}'))
mistake("wrong_place",
        "Look up where it lives: losses in torch.nn.functional, optimizers in torch.optim, loaders in torch.utils.data.",
        gives('{"l1_distance": "torch.mean_difference"}'))
mistake("keys_and_values_exchanged",
        "It looks as if keys and values are exchanged: the key is your own part, the value its partner in torch.",
        gives('{"torch.nn.functional.smooth_l1_loss": "l1_distance"}'))
mistake("a_list", 'Give back a dict: {"l1_distance": "torch. ...", ...}, with a key and a value for each row of the table.',
        gives('["torch.nn.functional.smooth_l1_loss"]'))


@mistake("Your function makes the table but gives None back: the return is missing.")
def returns_nothing():
    pass


@mistake("It looks as if l1_distance and mse are exchanged: L1 is about absolute differences, MSE about squared ones.")
def losses_exchanged():
    parts = ["l1_distance", "mse", "sigmoid", "relu", "linear1", "make_batches", "BasicOptim"]
    return dict.fromkeys(parts, "torch.nn.functional.mse_loss")


def check_table(student):
    """gives a table of full names, all of which torch has"""
    answer = student.library_names()
    for part, name in expect_table(answer).items():
        expect_name(answer, part, name)


@each_part
def check_agreement(student, rng, part):
    """names for {part} what does the same"""
    expect_agreement(student, student.library_names(), part, rng)
