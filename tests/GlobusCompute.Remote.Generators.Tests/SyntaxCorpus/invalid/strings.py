# 1: unterminated string literal
x = 'abc
# ---
# 1: unterminated string literal
x = "abc'
y = 1
# ---
# 2: unterminated triple-quoted string literal (detected at line 4)
y = 1
x = """abc

# ---
# 1: truncated \UXXXXXXXX
x = "C:\Users\me"
# ---
# 1: truncated \xXX
'\x4'
# ---
# 1: malformed \N
'\N'
# ---
# 1: bytes can only contain ASCII
b'é'
# ---
# 1: invalid \x escape
b'\xg0'
# ---
# 1: cannot mix bytes
'a' b'b'
# ---
# 1: cannot mix bytes
f'{a}' b'b'
# ---
# 1: invalid syntax
x = ur'a'
# ---
# 1: unexpected character after line continuation
x = 1 \ 
# ---
# 1: invalid character '“' (U+201C)
print(“hello”)
# ---
# 1: invalid non-printable character U+00A0
x = 1
