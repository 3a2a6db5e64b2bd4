# Every order of kinds of parameters.

def kinds_00(): pass

def kinds_01(a): pass

def kinds_02(a,): pass

def kinds_03(a, b): pass

def kinds_04(a, b,): pass

def kinds_05(*args): pass

def kinds_06(**kwargs): pass

def kinds_07(*args, **kwargs): pass

def kinds_08(a, *args): pass

def kinds_09(a, **kwargs): pass

def kinds_10(a, *args, **kwargs): pass

def kinds_11(a, *args, b): pass

def kinds_12(a, *args, b=1, **kwargs): pass

def kinds_13(*, a): pass

def kinds_14(*, a,): pass

def kinds_15(*, a, b): pass

def kinds_16(*, a=1, b): pass

def kinds_17(*, a, **k): pass

def kinds_18(a, *, b): pass

def kinds_19(a, b=1, *, c): pass

def kinds_20(a, b=1, *, c=2, d): pass

def kinds_21(a, /): pass

def kinds_22(a, /,): pass

def kinds_23(a, b, /): pass

def kinds_24(a, /, b): pass

def kinds_25(a, /, b, *, c): pass

def kinds_26(a, b=1, /, c=2, *, d=3): pass

def kinds_27(a, /, *args): pass

def kinds_28(a, /, **kwargs): pass

def kinds_29(a, /, *, b): pass

def kinds_30(a=1, /): pass

def kinds_31(a, /, b, *args, c, d=1, **kwargs): pass

def kinds_32(a, /, *, b, **kwargs): pass

def kinds_33(_): pass

def kinds_34(__): pass

def kinds_35(_a, __b): pass

def kinds_36(self): pass

def kinds_37(cls, x): pass

def kinds_38(match, case, type): pass

def kinds_39(größe, naïve): pass

def kinds_40(変数): pass

def kinds_41(print, id, list): pass

def kinds_42(a1, b2, c_3): pass

def kinds_43(args, kwargs): pass

def kinds_44(*args, args_): pass

def kinds_45(a , b ,* , c): pass

def kinds_46(a,b,/,c,*,d): pass

def kinds_47(* args, ** kwargs): pass

def kinds_48(a, *, b: int = 1, c: str): pass

def kinds_49(async_, await_): pass

def kinds_50(soft_match=1): pass
