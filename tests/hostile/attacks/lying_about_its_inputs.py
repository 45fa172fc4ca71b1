"""Is right, and wipes the images that it was given in ways that torch does not count as changes.

Must: the check that looks for changes finds them.
"""

# /// attack
# earns = { mnist_distance = "all but check_inputs_unchanged check_mean_absolute_difference check_no_loop check_single_image check_two_stacks", l1_distance = "all but check_inputs_unchanged check_mean_absolute_difference" }
# ///


def mnist_distance(a, b):
    answer = (a - b).abs().mean((-1, -2))
    a.data.zero_()
    return answer


def l1_distance(a, b):
    answer = (a - b).abs().mean()
    a.numpy()[...] = 0
    return answer
