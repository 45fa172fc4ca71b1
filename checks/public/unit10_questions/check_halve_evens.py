"""halve_evens: the even ones among the numbers, halved."""

import torch

from grader.checking.kit import change, expect, fail, mistake, needs, read

mistake("takes_odds", "Those are the odd numbers: an even one leaves no remainder, so n % 2 is 0.", change("n % 2 == 0", "n % 2"))
mistake("gives_floats", "n / 2 gives a float, such as 2.0: // divides whole numbers and gives a whole number.",
        change("n // 2", "n / 2"))
mistake("not_halved", "The even numbers are there, but not halved: make n // 2 of each.", change("n // 2", "n"))
mistake("doubles_evens", "It looks as if the even numbers are doubled, as the odd ones were in unit 1: make n // 2 of each.",
        change("n // 2", "2 * n"))
mistake("doubles_odds", "That is double_odds of unit 1: here the even numbers are taken, and halved.",
        change("[n // 2 for n in numbers if n % 2 == 0]", "[2 * n for n in numbers if n % 2]"))
mistake("halves_all", "It looks as if every number is halved: end with the condition if n % 2 == 0.", change("if n % 2 == 0", ""))
mistake("keeps_odds", "It looks as if the odd numbers are kept as they are: leave them out, with the if at the end.",
        change("for n in numbers", "", "== 0", "== 0 else n for n in numbers"))
mistake("asks_afterwards", "It looks as if you halve first and ask afterwards: half of 2 is odd, so ask about n itself.",
        change("[n // 2 for n in numbers if n % 2 == 0]", "[n for n in [n // 2 for n in numbers] if n % 2 == 0]"))
mistake("every_second", "It looks as if you take every second number: whether one is even depends on the number, not on its place.",
        change("[n // 2 for n in numbers if n % 2 == 0]", "[n // 2 for n in numbers[1::2]]"))
mistake("leaves_out_zero", "It looks as if 0 is left out: it is even, for 0 % 2 is 0.", change("n % 2 == 0", "n and n % 2 == 0"))
mistake("leaves_out_zero_and_below", "It looks as if 0 and the numbers below it are left out: ask for nothing but n % 2 == 0, which is so for -4 too.",
        change("n % 2 == 0", "n > 0 and n % 2 == 0"))
mistake("leaves_out_negatives", "It looks as if numbers below 0 are left out: ask for nothing but n % 2 == 0, which is so for -4 too.",
        change("n % 2 == 0", "n >= 0 and n % 2 == 0"))
mistake("makes_a_set", "It looks as if numbers that come twice are kept once, or put in order: a list keeps them as they come.",
        change("[n // 2 for n in numbers if n % 2 == 0]", "sorted({n // 2 for n in numbers if n % 2 == 0})"))
mistake("gives_a_generator", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it.",
        change("[n // 2 for n in numbers if n % 2 == 0]", "(n // 2 for n in numbers if n % 2 == 0)"))


@mistake("That is a tensor: a list is asked for, and here a list comprehension alone makes one.")
def gives_a_tensor(numbers):
    return torch.tensor([n // 2 for n in numbers if n % 2 == 0])


@mistake("It looks as if the return stands inside the loop, so that it ends too soon: move it to the left.")
def returns_inside_the_loop(numbers):
    for n in numbers:
        if n % 2 == 0:
            return [n // 2]


@mistake("It looks as if the return is reached only where a number is even: it belongs after the loop, whatever was found.")
def returns_where_one_is_found(numbers):
    found = [n // 2 for n in numbers if n % 2 == 0]
    if found:
        return found


mistake("returns_nothing", "Your function makes the list but gives None back: the return is missing.", change("return", ""))


def check_five_numbers(student):
    """halves the even ones of 10, 4, 3, 7 and 2"""
    expect(student.halve_evens([10, 4, 3, 7, 2])).equals([5, 2, 1])


@needs(check_five_numbers)
def check_whole_numbers(student):
    """gives whole numbers in their order, also 0, those below 0, and those that come twice"""
    answer = student.halve_evens([8, 9, 0, -6, -3, 8, 6])
    expect(answer).equals([4, 0, -3, 4, 3])
    others = [each for each in read(answer) if type(each) is not int]
    if others:
        raise fail(answer, f"Expected ints; got {others[0]!r} among them.", "type")


@needs(check_five_numbers)
def check_nothing_even(student):
    """gives an empty list where no number is even"""
    expect(student.halve_evens([1, -3])).equals([])
    expect(student.halve_evens([])).equals([])
