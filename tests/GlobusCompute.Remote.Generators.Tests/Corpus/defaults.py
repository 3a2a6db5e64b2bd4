# Defaults of every form of expression, with another parameter behind to show where they end.

def default_00(a=0, b=0): pass

def default_01(a=-1, b=0): pass

def default_02(a=+1, b=0): pass

def default_03(a=1_000, b=0): pass

def default_04(a=0x1F, b=0): pass

def default_05(a=0o17, b=0): pass

def default_06(a=0b101, b=0): pass

def default_07(a=1.5, b=0): pass

def default_08(a=.5, b=0): pass

def default_09(a=5., b=0): pass

def default_10(a=1e9, b=0): pass

def default_11(a=1E-9, b=0): pass

def default_12(a=-1.5e+3, b=0): pass

def default_13(a=1j, b=0): pass

def default_14(a=True, b=0): pass

def default_15(a=False, b=0): pass

def default_16(a=None, b=0): pass

def default_17(a=..., b=0): pass

def default_18(a='', b=0): pass

def default_19(a="", b=0): pass

def default_20(a='a', b=0): pass

def default_21(a="a", b=0): pass

def default_22(a='a,b', b=0): pass

def default_23(a='a)', b=0): pass

def default_24(a='a:b=c', b=0): pass

def default_25(a='#', b=0): pass

def default_26(a="'", b=0): pass

def default_27(a='\'', b=0): pass

def default_28(a='''x''', b=0): pass

def default_29(a="""x, y""", b=0): pass

def default_30(a=r'\\', b=0): pass

def default_31(a=b'x', b=0): pass

def default_32(a=rb'\x', b=0): pass

def default_33(a=f'{1}', b=0): pass

def default_34(a=f'{a, b}', b=0): pass

def default_35(a=f'{a!r:>{w}}', b=0): pass

def default_36(a='a' 'b', b=0): pass

def default_37(a=(), b=0): pass

def default_38(a=(1,), b=0): pass

def default_39(a=(1, 2), b=0): pass

def default_40(a=[], b=0): pass

def default_41(a=[1, 2], b=0): pass

def default_42(a={}, b=0): pass

def default_43(a={'a': 1}, b=0): pass

def default_44(a={1, 2}, b=0): pass

def default_45(a={**x}, b=0): pass

def default_46(a=[*x], b=0): pass

def default_47(a=x, b=0): pass

def default_48(a=x.y, b=0): pass

def default_49(a=x.y.z(), b=0): pass

def default_50(a=x[0], b=0): pass

def default_51(a=x[1:2], b=0): pass

def default_52(a=x[1:2, ...], b=0): pass

def default_53(a=f(a=1), b=0): pass

def default_54(a=f(a, b=c), b=0): pass

def default_55(a=lambda: 0, b=0): pass

def default_56(a=lambda x: x, b=0): pass

def default_57(a=lambda x, y=1: x + y, b=0): pass

def default_58(a=lambda *a, **k: (a, k), b=0): pass

def default_59(a=lambda a=lambda: 1, b=2: a, b=0): pass

def default_60(a=(lambda: 1), b=0): pass

def default_61(a=x if y else z, b=0): pass

def default_62(a=not x, b=0): pass

def default_63(a=x or y and z, b=0): pass

def default_64(a=x == y, b=0): pass

def default_65(a=x != y, b=0): pass

def default_66(a=x <= y, b=0): pass

def default_67(a=x >= y, b=0): pass

def default_68(a=x < y > z, b=0): pass

def default_69(a=x is None, b=0): pass

def default_70(a=x is not None, b=0): pass

def default_71(a=x in y, b=0): pass

def default_72(a=x not in y, b=0): pass

def default_73(a=~x, b=0): pass

def default_74(a=-x ** 2, b=0): pass

def default_75(a=x @ y, b=0): pass

def default_76(a=x // y, b=0): pass

def default_77(a=x << 2 | 1, b=0): pass

def default_78(a=[i for i in range(3)], b=0): pass

def default_79(a={i: j for i, j in x}, b=0): pass

def default_80(a=(i for i in x if i), b=0): pass

def default_81(a=(y := 3), b=0): pass

def default_82(a=x()[0].z, b=0): pass

def default_83(a=f'''{
1}''', b=0): pass

def default_84(a=await_, b=0): pass

def default_85(a={'a': [1, (2, 3)], 'b': {4}}, b=0): pass

def default_86(a=[x
,
y], b=0): pass

def default_87(a=(
# comment
1, 2
), b=0): pass

def default_88(a=1 \
+ 2, b=0): pass

def default_89(a=sum(x for x in y), b=0): pass
