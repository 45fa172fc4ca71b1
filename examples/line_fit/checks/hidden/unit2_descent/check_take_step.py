"""take_step, with points, lines and learning rates that the learner has not seen."""

from checks.oracles.line import descended, points, some_line, stepped
from grader.checking.kit import expect, needs


def check_other_points(student, rng):
    """is right for other points"""
    distance, velocity, line = *points(rng, 12), some_line(rng)
    expect(student.take_step(distance, velocity, line, 0.07)).equals(stepped(distance, velocity, line, 0.07).float())


@needs(check_other_points)
def check_learning_rates(student, rng):
    """takes steps as long as the learning rate says"""
    distance, velocity, line = *points(rng, 9), some_line(rng)
    for lr in (0.001, 0.5, 3.0):
        expect(student.take_step(distance, velocity, line, lr)).equals(stepped(distance, velocity, line, lr).float())


@needs(check_other_points)
def check_nebulae(student, nebulae, rng):
    """is right for the nebulae and another line"""
    line = 300 * some_line(rng)
    expect(student.take_step(*nebulae, line, 0.2)).equals(stepped(*nebulae, line, 0.2).float())


@needs(check_other_points)
def check_step_after_step(student, rng):
    """goes on from where the last step led to"""
    distance, velocity, line = *points(rng, 10), some_line(rng)
    new = line
    for _ in range(3):
        new = student.take_step(distance, velocity, new, 0.05)
    expect(new).equals(descended(distance, velocity, line, 0.05, 3).float())


@needs(check_other_points)
def check_inputs_unchanged(student, rng):
    """leaves points and line as they were"""
    distance, velocity, line = *points(rng, 7), some_line(rng)
    answer = student.take_step(distance, velocity, line, 0.1)
    expect(answer).equals(stepped(distance, velocity, line, 0.1).float()).leaves_inputs_alone()
