"""choices_learning: questions 12 and 15 to 19, each with four answers to choose from.

`explain_wrong` fails for a wrong choice that course.toml explains (`wrong`).
"""

from grader.checking.choices import expect_letter, explain_wrong
from grader.checking.kit import mistake, needs


@mistake("Your function makes the dict but gives None back: the return is missing.")
def returns_nothing():
    {"q12": "a"}


def check_letters(student, questions):
    """gives a letter from a to d for each question"""
    answer = student.choices_learning()
    for question in questions.values():
        expect_letter(answer, question)


@needs(check_letters)
def check_none_of_the_named(student, questions):
    """makes none of the wrong choices that the last hint names"""
    explain_wrong(student.choices_learning(), questions)
