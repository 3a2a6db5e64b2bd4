# Binds every name that something appended to it could rely on, and ends in a line continuation without a line end.
def items(value, arguments=1):
    return value + arguments


gcompute_map = "taken"
builtins = json = traceback = function = places = keywords = texts = last = room = None
list = dict = str = int = len = zip = range = type = isinstance = print = None
BaseException = Exception = None
ending = "".join(["a"]) \