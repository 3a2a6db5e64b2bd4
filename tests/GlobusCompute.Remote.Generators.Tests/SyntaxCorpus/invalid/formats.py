# 1: f-string
f'{}'
# ---
# 1: f-string
f'{ }'
# ---
# 1: f-string
f'{!r}'
# ---
# 1: f-string
f'{:x}'
# ---
# 1: single '}'
f'}'
# ---
# 1: f-string
f'{a b}'
# ---
# 1: invalid conversion
f'{a!x}'
# ---
# 1:
f'{a'
# ---
# 1:
f'{a[}'
# ---
# 1:
f'{lambda x: 1}'
# ---
# 1:
f'{a $ b}'
# ---
# 1: can't use starred
f'{*a}'
# ---
# 1:
f'abc
# ---
# 1:
f'{a:{}}'
# ---
# 1:
f'{a)}'
