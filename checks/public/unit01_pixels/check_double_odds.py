"""double_odds: the odd ones among the numbers, doubled."""

from grader.checking.kit import change, expect, mistake

mistake("takes_evens", "Those are the even numbers: n % 2 is 0 for an even number and 1 for an odd one.",
        change("n % 2", "n % 2 == 0"))
mistake("not_doubled", "The odd numbers are there, but not doubled: make 2 * n of each.", change("2 * n", "n"))
mistake("doubles_all", "It looks as if every number is doubled: end with the condition if n % 2 == 1. (n / 2 is true for almost every n.)",
        change("if n % 2", ""))
mistake("keeps_evens", "It looks as if the even numbers are kept as they are: leave them out, with the if at the end.",
        change("for n in numbers if n % 2", "if n % 2 else n for n in numbers"))
mistake("asks_afterwards", "The list stays empty, as if no number were odd: ask about n itself, n % 2 == 1, for nothing doubled is odd.",
        change("[2 * n for n in numbers if n % 2]", "[n for n in [2 * n for n in numbers] if n % 2]"))
mistake("squares", "It looks as if the numbers are squared: 2 * n doubles, n * n squares.", change("2 * n", "n * n"))
mistake("every_second", "It looks as if you take every second number: whether one is odd depends on the number, not on its place.",
        change("[2 * n for n in numbers if n % 2]", "[2 * n for n in numbers[::2]]"))
mistake("only_one", "It looks as if 1 is asked for alone: the remainder of n, n % 2, should be 1.", change("n % 2", "n == 1"))
mistake("leaves_out_negatives", "It looks as if odd numbers below 0 are left out: n % 2 is 1 for them too, so ask for nothing else.",
        change("n % 2", "n > 0 and n % 2"))
mistake("makes_a_set", "It looks as if numbers that come twice are kept once, or put in order: a list keeps them as they come.",
        change("[2 * n for n in numbers if n % 2]", "sorted({2 * n for n in numbers if n % 2})"))
mistake("gives_a_generator", "Something comes back that is no list yet: write the comprehension in square brackets, or put list(...) around it.",
        change("[2 * n for n in numbers if n % 2]", "(2 * n for n in numbers if n % 2)"))


@mistake("It looks as if the return stands inside the loop, so that it ends too soon: move it to the left.")
def returns_inside_the_loop(numbers):
    for n in numbers:
        if n % 2:
            return [2 * n]


@mistake("It looks as if the return is reached only where a number is odd: it belongs after the loop, whatever was found.")
def returns_where_one_is_found(numbers):
    found = [2 * n for n in numbers if n % 2]
    if found:
        return found


mistake("returns_nothing", "Your function makes the list but gives None back: the return is missing.", change("return", ""))


def check_five_numbers(student):
    """doubles the odd ones of 3, 4, 1, 2 and 5"""
    expect(student.double_odds([3, 4, 1, 2, 5])).equals([6, 2, 10])


def check_any_order(student):
    """leaves the numbers in their order, also those that come twice"""
    expect(student.double_odds([8, 9, 1, 0, 9, 6])).equals([18, 2, 18])


def check_below_zero(student):
    """takes numbers below 0 too, and gives an empty list where no number is odd"""
    expect(student.double_odds([-4, -3, 5, -1])).equals([-6, 10, -2])
    expect(student.double_odds([2, -8])).equals([])
    expect(student.double_odds([])).equals([])
