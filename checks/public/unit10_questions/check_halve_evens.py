"""halve_evens: the even ones among the numbers, halved."""

import torch

from grader.checking.kit import expect, fail, mistake, needs


@mistake("Those are the odd numbers: an even one leaves no remainder, so n % 2 is 0.")
def takes_odds(numbers):
    return [n // 2 for n in numbers if n % 2]


@mistake("n / 2 gives a float, such as 2.0: // divides whole numbers and gives a whole number.")
def gives_floats(numbers):
    return [n / 2 for n in numbers if n % 2 == 0]


@mistake("The even numbers are there, but not halved: make n // 2 of each.")
def not_halved(numbers):
    return [n for n in numbers if n % 2 == 0]


@mistake("It looks as if the even numbers are doubled, as the odd ones were in unit 1: make n // 2 of each.")
def doubles_evens(numbers):
    return [2 * n for n in numbers if n % 2 == 0]


@mistake("That is double_odds of unit 1: here the even numbers are taken, and halved.")
def doubles_odds(numbers):
    return [2 * n for n in numbers if n % 2]


@mistake("It looks as if every number is halved: end with the condition if n % 2 == 0.")
def halves_all(numbers):
    return [n // 2 for n in numbers]


@mistake("It looks as if the odd numbers are kept as they are: leave them out, with the if at the end.")
def keeps_odds(numbers):
    return [n // 2 if n % 2 == 0 else n for n in numbers]


@mistake("It looks as if you halve first and ask afterwards: half of 2 is odd, so ask about n itself.")
def asks_afterwards(numbers):
    return [n for n in [n // 2 for n in numbers] if n % 2 == 0]


@mistake("It looks as if you take every second number: whether one is even depends on the number, not on its place.")
def every_second(numbers):
    return [n // 2 for n in numbers[1::2]]


@mistake("It looks as if 0 is left out: it is even, for 0 % 2 is 0.")
def leaves_out_zero(numbers):
    return [n // 2 for n in numbers if n and n % 2 == 0]


@mistake("It looks as if 0 and the numbers below it are left out: ask for nothing but n % 2 == 0, which is so for -4 too.")
def leaves_out_zero_and_below(numbers):
    return [n // 2 for n in numbers if n > 0 and n % 2 == 0]


@mistake("It looks as if numbers below 0 are left out: ask for nothing but n % 2 == 0, which is so for -4 too.")
def leaves_out_negatives(numbers):
    return [n // 2 for n in numbers if n >= 0 and n % 2 == 0]


@mistake("It looks as if numbers that come twice are kept once, or put in order: a list keeps them as they come.")
def makes_a_set(numbers):
    return sorted({n // 2 for n in numbers if n % 2 == 0})


@mistake(
    "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it."
)
def gives_a_generator(numbers):
    return (n // 2 for n in numbers if n % 2 == 0)


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


@mistake("Your function makes the list but gives None back: the return is missing.")
def returns_nothing(numbers):
    [n // 2 for n in numbers if n % 2 == 0]


def check_five_numbers(student):
    """halves the even ones of 10, 4, 3, 7 and 2"""
    expect(student.halve_evens([10, 4, 3, 7, 2])).equals([5, 2, 1])


@needs(check_five_numbers)
def check_whole_numbers(student):
    """gives whole numbers in their order, also 0, those below 0, and those that come twice"""
    answer = student.halve_evens([8, 9, 0, -6, -3, 8, 6])
    expect(answer).equals([4, 0, -3, 4, 3])
    others = [each for each in answer.value if type(each) is not int]
    if others:
        raise fail(answer, f"Expected ints; got {others[0]!r} among them.", "type")


@needs(check_five_numbers)
def check_nothing_even(student):
    """gives an empty list where no number is even"""
    expect(student.halve_evens([1, -3])).equals([])
    expect(student.halve_evens([])).equals([])
