"""Errors that learners meet, and what each says of their code: the line under an error that no known mistake explains better.

A cause is found by the words of the error's message, as Python and torch write it, and where there are none of these by its type.
The words stand for one kind of slip only: where an error can come of several, the sentence says what to look at, and no more.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """A kind of slip. `words` is a regular expression that is looked for in "Type: message". `limit` says which one was reached."""

    name: str
    words: str
    sentence: str
    limit: str = ""


CAUSES = (
    # Gradients
    Cause("backward_twice", "backward through the graph a second time", "backward() was called twice on one loss: call it once for each forward pass."),
    Cause("in_place_before_backward", "modified by an inplace operation", "A value that backward() still needs was changed in place: make a new tensor, by torch.where say, and write into none."),
    Cause("in_place_on_parameter", "a leaf Variable that requires grad is being used in an in-place", "A parameter is changed in place under the eye of autograd: write p.data -= ..., or do it inside torch.no_grad()."),
    Cause("numpy_of_gradient", r"Can't call numpy\(\) on Tensor that requires grad", "NumPy knows no gradients: use torch's own function, or .detach() where no gradient is needed."),
    Cause("backward_of_many", "grad can be implicitly created only for scalar outputs", "backward() needs a single number: take the mean first."),
    Cause("no_gradient", "does not require grad and does not have a grad_fn", "The result is cut off from the parameters: leave out .item(), .detach(), .data and no_grad."),
    Cause("backward_of_float", "'(float|int)' object has no attribute 'backward'", "A plain number has no backward(): call it on the tensor, before .item()."),
    Cause("gradient_of_whole_numbers", "only Tensors of floating point", "Only floating-point tensors have gradients: make it one first, by .float()."),
    Cause("flag_of_computed", "only change requires_grad flags of leaf", "requires_grad belongs on a tensor that is made, not on one that was computed: use .detach() there."),
    Cause("no_gradient_yet", r"unsupported operand type\(s\) for .*'NoneType'|'NoneType' object has no attribute '(zero_|data)'",
          "One of the two is None: a gradient is None until backward() ran, and stays None on what was computed from a parameter."),
    Cause("uncalled_parameters", "'method' object is not iterable", "A method stands there without its parentheses: call it, as in model.parameters()."),
    Cause("optimizer_without_parameters", "optimizer got an empty parameter list", "The optimizer got no parameters: hand over model.parameters(), anew, for it can be walked only once."),
    Cause("optimizer_of_tensor", "params argument given to the optimizer should be an iterable", "The optimizer wants a list of parameters: [w] for a single one."),
    Cause("optimizer_of_computed", "can't optimize a non-leaf Tensor", "The optimizer got something computed from a parameter: hand over the parameter itself."),
    # Dtypes
    Cause("caret", "bitwise_xor", "A power is **; ^ is for whole numbers and for True and False."),
    Cause("and_of_floats", "bitwise_(and|or)", "& and | are for True and False: put each comparison in parentheses, (a > b) & (c > d)."),
    Cause("not_of_floats", "operator.invert", "~ turns True and False round: leave out the .float() before it, or take 1 - x."),
    Cause("mean_of_whole_numbers", r"mean\(\): could not infer output dtype", "The mean of True and False, or of whole numbers, is taken after .float()."),
    Cause("minus_of_bool", "operator, (on|with) (a|two) bool tensor", "True and False cannot be subtracted: use ~ to turn them round, or .float() to count."),
    Cause("product_of_bool", "\"add(mm|mv|r|bmm)_impl.*not implemented for 'Bool'|\"addmm.*'Bool'", "A matrix product of True and False is not defined: make both .float() first."),
    Cause("softmax_of_whole_numbers", r"softmax.*not implemented for '(Long|Int|Byte|Bool)'", "The scores are whole numbers: softmax and the losses made of it want floating-point scores, x.float()."),
    Cause("random_whole_numbers", r"normal_kernel.*not implemented", "randn draws floating-point numbers: leave out the dtype of whole numbers."),
    Cause("not_for_this_dtype", "not implemented for '(Long|Int|Byte|Bool|Short|Char)'", "This is not defined for whole numbers or for True and False: use .float() before it."),
    Cause("in_place_into_whole_numbers", "result type .* can't be cast to", "An operator such as /= cannot turn whole numbers into fractions in place: write t = t / 255."),
    Cause("mixed_dtypes", "to have the same dtype|must have the same dtype|expected scalar type", "The two have different dtypes: bring both to float32, by .float()."),
    Cause("labels_no_whole_numbers", "expected target dtype to be Long|expected scalar type Long", "The labels of classes are whole numbers here: leave them int64, or use .long()."),
    Cause("labels_as_column", "multi-target not supported", "The labels of classes are a plain row [n] here, not a column: use .squeeze(1)."),
    Cause("label_out_of_range", r"Target -?\d+ is out of bounds", "A label is larger than there are columns of scores: are there ten scores for each image?"),
    Cause("gpu_index_out_of_range", "device-side assert", "An index was out of range, of a label without a column of scores say. On the CPU torch says which."),
    Cause("index_no_whole_number", "used as indices must be long|are valid indices|dtype int32/int64 for index", "An index is a whole number: leave the labels int64, without .float()."),
    Cause("condition_no_bool", "expected condition to be a boolean tensor", "The first argument of where is a comparison: targets == 1."),
    # Numbers, lists and tensors
    Cause("ambiguous_truth", "(Tensor|array) with more than one (value|element) is ambiguous",
          "Python asks the whole tensor for one True or False: max(), if, and, or, and a > b == c do so. Use torch's own functions, and parentheses around each comparison."),
    Cause("many_to_one_number", "only one element tensors can be converted|elements cannot be converted to Scalar|single element can be converted to an index",
          "A tensor of many numbers stands where one number is wanted: use torch's own function, or torch.stack for a list of tensors."),
    Cause("arrays_for_tensors", r"expected Tensor as element \d+ in argument \d+, but got numpy", "stack and cat join tensors, and these are NumPy arrays: make each a tensor first, by torch.tensor."),
    Cause("numbers_for_tensors", r"expected Tensor as element \d+ in argument", "stack and cat join tensors, and these are plain numbers or lists: use torch.tensor([...])."),
    Cause("tensor_for_list", "must be tuple of Tensors, not Tensor", "stack and cat want a list of tensors: put them in brackets."),
    Cause("array_wanted", r"expected np\.ndarray \(got", "from_numpy takes NumPy arrays alone: use torch.tensor, or stay in torch altogether."),
    Cause("image_for_array", "Could not infer dtype of", "torch cannot read an image by itself: make it an array first, np.array(image)."),
    Cause("image_computed", "'(PngImageFile|Image|JpegImageFile)' (and|object has no attribute)", "That is an image still: make it a tensor first, torch.tensor(np.array(image))."),
    Cause("number_for_tensor", r"argument 'input' \(position 1\) must be Tensor, not (float|int|bool|list)", "torch's functions take tensors: make the number one by torch.tensor."),
    Cause("list_computed", "multiply sequence by non-int|concatenate (list|tuple)|for [-+*/@]: '(list|tuple)'|for [-+*/@]=?: '\\w+' and '(list|tuple)'",
          "That is a list or a tuple, not a tensor: join its parts by torch.stack or torch.tensor; max(dim) gives two parts, .values and .indices."),
    Cause("list_for_tensor", "'(list|tuple)' object has no attribute '(mean|sum|float|item|shape|abs|backward|view|std|to)'", "That is a list, not a tensor: make it one by torch.stack or torch.tensor."),
    Cause("array_for_tensor", "'numpy.ndarray' object has no attribute", "That is a NumPy array, not a tensor: make it one by torch.tensor."),
    Cause("number_has_no_method", "'(float|int|bool)' object has no attribute", "That is a plain number, not a tensor: leave out .item() before it, or the method behind it."),
    Cause("path_plus_text", r"for \+: '(Posix|Windows|)Path' and", "Paths are joined by /: folder / name."),
    Cause("whole_number_wanted", "cannot be interpreted as an integer|must be int, not float", "A whole number is wanted there: divide by //, or use int(...)."),
    Cause("text_for_path", "'str' object has no attribute|for /: 'str' and", "That is a text, not a path: wrap it in Path(...) first."),
    Cause("no_length", "object of type '(zip|map|filter|generator|enumerate)' has no len", "zip, map and generators have no length: make a list of it first, list(zip(x, y))."),
    Cause("no_index", "'(zip|map|filter|generator|enumerate)' object is not subscriptable", "zip, map and generators have no index: make a list of it first."),
    Cause("walk_for_loaders", "'DataLoaders?' object is not (subscriptable|iterable)|'dict' object has no attribute '(train|valid)'", "DataLoaders has two parts, train and valid: take them by their names, dls.train."),
    Cause("unpacked_too_few_names", "too many values to unpack", "There are more parts than names to unpack them into: walk through it by a for loop, or count the parts."),
    Cause("unpacked_too_many_names", "not enough values to unpack", "There are fewer parts than names to unpack them into: print what stands on the right."),
    Cause("unpacked_no_parts", "cannot unpack non-iterable", "What stands on the right is a single thing, and not several to unpack: print it."),
    Cause("walked_one_number", "over a 0-d tensor|of a 0-d tensor|'(float|int)' object is not iterable|object of type '(int|float)' has no len", "A single number stands there, and not several: print it, and its shape."),
    # Shapes
    Cause("product_does_not_fit", "shapes cannot be multiplied|size mismatch|inconsistent tensor size", "A matrix product does not fit: print both shapes before the line that raised."),
    Cause("sizes_do_not_fit", "size of tensor|Sizes of tensors must match|expects each tensor to be equal size|expanded size of the tensor|does not broadcast with", "Two tensors do not fit together: print their shapes before the line that raised."),
    Cause("no_such_axis", "Dimension out of range", "There is no such axis: axes count from 0, and -1 is the last. Print the shape."),
    Cause("index_out_of_range", "index -?\\d+ is out of (bounds|range)|list index out of range", "There is nothing at that index: the first is 0. Print the shape, or the length."),
    Cause("shape_does_not_hold", "is invalid for input of size", "So many numbers do not fill that shape: print the shape, and let -1 stand for the length that follows from the others."),
    Cause("view_needs_reshape", "view size is not compatible", "Use .reshape there: view needs the numbers in their order in memory."),
    # Calls
    Cause("axes_not_in_brackets", r"argument 'keepdim' \(position 2\) must be bool", "Several axes stand in brackets: mean((-1, -2))."),
    Cause("size_and_more", r"randn\(\) (received|: ?arg)|randn\(\): argument 'size'", "randn takes the sizes alone: multiply by the standard deviation behind it."),
    Cause("star_of_number", r"argument after \* must be an iterable, not int", "The size may be a single number too, which * cannot unpack: hand it over as it is."),
    Cause("init_misspelt", r"\w+\(\) takes no arguments", "The class has no __init__ that takes them: its name has two underscores on each side."),
    Cause("super_forgotten", r"before Module\.__init__\(\) call|no attribute '_(backward_hooks|parameters|modules|buffers|forward_hooks)'", "Call super().__init__() first in the module's own __init__."),
    Cause("function_in_sequential", r"(relu|sigmoid|tanh|softmax|<lambda>|flatten) is not a Module subclass", "Sequential takes modules, not functions: nn.ReLU() in place of torch.relu."),
    Cause("class_in_sequential", r"\.[A-Z]\w* is not a Module subclass", "A class stands where a module is wanted: call it, nn.ReLU()."),
    Cause("list_in_sequential", "(list|tuple) is not a Module subclass", "Sequential takes the layers one by one: put a * before the list."),
    Cause("module_without_forward", 'missing the required "forward"', "The module has no forward: is its name misspelt, or is it indented too little?"),
    Cause("dataset_without_items", "Subclasses of Dataset should implement", "The dataset has no __getitem__: is its name misspelt? It has two underscores on each side."),
    Cause("called_value", "'(Tensor|float|int|Size|torch.Size|numpy.ndarray|tuple|list)' object is not callable", "Parentheses stand behind something that is no function: shape and the names of values have none, and 2(x) is no product."),
    Cause("called_module", "'module' object is not callable", "That is a module of Python's, and not a function in it: take the function by its name."),
    Cause("none_called", "'NoneType' object is not callable", "What is called there is None: does the function that made it return something?"),
    Cause("indexed_method", "'(builtin_function_or_method|method|function)' object is not subscriptable", "A method is called by parentheses: size(0), or shape[0]."),
    Cause("none_for_value", "'NoneType' object", "Something is None there: does the function that made it return something? Methods that work in place may not."),
    Cause("function_for_model", "'function' object has no attribute '(forward|eval|train|parameters|zero_grad|state_dict|to)'", "The model may be a plain function: just call it, model(xb)."),
    Cause("function_for_list", "'function' object is not iterable|\\(not \"function\"\\) to list", "A single function stands where a list of them is walked: make a list of it first, [f]."),
    Cause("walked_dataset", "no attribute 'dataset'", "Walk the batches themselves, for xb, yb in dl: its dataset would give the images one by one."),
    Cause("walked_object", r"'\w+' object is not iterable", "That cannot be walked through: has it a part that can, such as model.parameters() or dls.train?"),
    Cause("other_arguments", r"\w+\(\) received an invalid combination of arguments", "The function does not take arguments of these types: print the type of each."),
    Cause("arguments_differ", "positional argument|unexpected keyword argument|multiple values for argument", "Compare the call with the def line, argument by argument: keep all that the stub gives."),
    Cause("torch_functions_are_small", r"module 'torch.nn' has no attribute '[a-z]\w+'", "Layers are classes, and begin with a capital letter: nn.Linear, nn.ReLU."),
    Cause("short_name", r"NameError: name '(tensor|F|nn|np|Path|DataLoader|DataLoaders|Image|L|plt|pd|partial|optim)' is not defined",
          "No import brings this name in here: write torch.tensor, nn.functional and so on in full, or import it in this file."),
    Cause("misspelt", r"Did you mean", "That name does not exist: is it misspelt?"),
    Cause("no_tensor_method", "'(Tensor|Parameter)' object has no attribute", "Tensors have nothing of that name: look it up, or is it a function of torch's?"),
    Cause("no_part", r"AttributeError: '(Linear|Sequential|ReLU|Sigmoid|Conv2d|SGD|Adam|DataLoader|TensorDataset|Size|function)' object has no",
          "That object has nothing of that name: print what it is, and look up what it offers."),
    Cause("never_set", r"AttributeError: '\w+' object has no attribute", "Nothing of that name was set on this object: set it in __init__, as self.name, under the same name."),
    # The machine
    Cause("no_gpu", "not compiled with CUDA|No CUDA GPUs|Found no NVIDIA driver", "There is no GPU here: leave out .cuda(), and move tensors to the device of the inputs, x.device."),
    Cause("other_device", "to be on the same device", "A tensor that your code made lives on the CPU: make it with device=x.device."),
    Cause("too_much_gpu_memory", "OutOfMemoryError", "It asked for more of the GPU than a submission may use: is a tensor much larger than it should be?", "memory"),
    Cause("too_much_memory", "can't allocate memory|MemoryError|not enough memory", "It asked for more memory than a submission may use: is a tensor much larger than it should be?", "memory"),
    Cause("disk_full", "No space left on device", "It wrote more than a submission may: remove files that are not needed any more, or write less.", "files"),
    Cause("keyboard", "EOFError|reading from stdin|lost sys.stdin|BdbQuit", "Nobody sits at the keyboard when code is graded: take out input() and breakpoint()."),
    # By the type alone
    Cause("unknown_name", "^NameError", "Is it a variable of your notebook? Use the function's own arguments."),
    Cause("set_in_no_branch", "^UnboundLocalError", "Is it set in every branch before it is used?"),
    Cause("unknown_module", "^ModuleNotFoundError", "That package is not there where your code is graded: Python's own, torch, numpy and the units of the course are."),
    Cause("out_of_bounds", "^PermissionError", "Code being graded can use no network, no other process and no file outside its own folder."),
    Cause("exit", "^SystemExit", "Take out the call that exits: a function should return."),
    Cause("left_unwritten", "^NotImplementedError: $", "A method that torch leaves to your class is not there: is its name misspelt?"),
    Cause("own_assert", "^AssertionError", "An assert does not hold: if it is your own, take it out, or see why."),
    Cause("endless_recursion", "^RecursionError", "Does the function call itself without an end?"),
)  # fmt: skip
BY_NAME = {each.name: each for each in CAUSES}
PATTERNS = [(re.compile(each.words), each) for each in CAUSES]


def cause_of(kind: str, message: str) -> Cause | None:
    """The first cause that these words of an error stand for; None where none is known.

    Args:
        kind: the name of the exception's type.
        message: what it says, of which the first 500 characters are read.
    """
    said = f"{kind}: {message[:500]}"
    return next((cause for words, cause in PATTERNS if words.search(said)), None)
