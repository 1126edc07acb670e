// Activations of one number or a vector and their derivatives: the same chain of operations, hence the same bits.
//
// The includer defines REAL, BITS (unsigned, as wide), NAME(function), AS_BITS(x), AS_REAL(b), and the functions NAME(exp),
// NAME(log), NAME(tanh) and NAME(erf); the first five it gets undefined again. Each function has its formula in CKernels.h.

#define CONSTANT(c) ((REAL)(c##f))

INLINE REAL NAME(magnitude)(REAL x) { return AS_REAL(AS_BITS(x) & 0x7fffffffu); }

/// 1 / (1 + e^-x), with e raised to negative powers only.
INLINE REAL NAME(sigmoid)(REAL x) {
    const REAL e = NAME(exp)(x < CONSTANT(0.0) ? x : -x), d = e + CONSTANT(1.0);
    return x < CONSTANT(0.0) ? e / d : CONSTANT(1.0) / d;
}

/// e^x - 1 = 2 t / (1 - t) with t = tanh(x / 2): no digits are lost near 0. For x <= 0.
INLINE REAL NAME(exp_less_1)(REAL x) {
    const REAL t = NAME(tanh)(x * CONSTANT(0.5));
    return (t + t) / (CONSTANT(1.0) - t);
}

/// log(1 + e) for 0 <= e <= 1, with what rounding took from 1 + e given back.
INLINE REAL NAME(log_1_more)(REAL e) {
    const REAL sum = CONSTANT(1.0) + e;
    return NAME(log)(sum) - ((sum - CONSTANT(1.0)) - e) / sum;
}

/// The probability that a standard normal number is less than x.
INLINE REAL NAME(normal_probability)(REAL x) { return FMA(CONSTANT(0.5), NAME(erf)(x * CONSTANT(0.70710678118654752)), CONSTANT(0.5)); }

/// tanh of sqrt(2 / pi) (x + 0.044715 x^3)
INLINE REAL NAME(gelu_inner)(REAL x) { return NAME(tanh)(CONSTANT(0.79788456080286536) * FMA(CONSTANT(0.044715) * x * x, x, x)); }

INLINE REAL NAME(leaky_relu)(REAL x, REAL a) { return x <= CONSTANT(0.0) ? a * x : x; }
INLINE REAL NAME(leaky_relu_slope)(REAL x, REAL a) { return x <= CONSTANT(0.0) ? a : CONSTANT(1.0); }

INLINE REAL NAME(gelu)(REAL x) { return x * NAME(normal_probability)(x); }
INLINE REAL NAME(gelu_slope)(REAL x) {
    const REAL density = CONSTANT(0.39894228040143268) * NAME(exp)(CONSTANT(-0.5) * x * x);
    return FMA(x, density, NAME(normal_probability)(x));
}

INLINE REAL NAME(gelu_tanh)(REAL x) {
    const REAL half = CONSTANT(0.5) * x;
    return FMA(half, NAME(gelu_inner)(x), half);
}
INLINE REAL NAME(gelu_tanh_slope)(REAL x) {
    const REAL t = NAME(gelu_inner)(x);
    const REAL inner = CONSTANT(0.79788456080286536) * FMA(CONSTANT(0.134145) * x, x, CONSTANT(1.0));
    return FMA(CONSTANT(0.5) * x * FMA(-t, t, CONSTANT(1.0)), inner, FMA(CONSTANT(0.5), t, CONSTANT(0.5)));
}

INLINE REAL NAME(elu)(REAL x, REAL a) { return x <= CONSTANT(0.0) ? a * NAME(exp_less_1)(x) : x; }
INLINE REAL NAME(elu_slope)(REAL x, REAL a) { return x <= CONSTANT(0.0) ? a * NAME(exp)(x) : CONSTANT(1.0); }

#define SELU_SCALE CONSTANT(1.0507009873554805)
#define SELU_ALPHA CONSTANT(1.6732632423543772)
INLINE REAL NAME(selu)(REAL x) { return SELU_SCALE * NAME(elu)(x, SELU_ALPHA); }
INLINE REAL NAME(selu_slope)(REAL x) { return SELU_SCALE * NAME(elu_slope)(x, SELU_ALPHA); }

INLINE REAL NAME(silu)(REAL x) { return x * NAME(sigmoid)(x); }
INLINE REAL NAME(silu_slope)(REAL x) {
    const REAL s = NAME(sigmoid)(x);
    return s * FMA(x, CONSTANT(1.0) - s, CONSTANT(1.0));
}

/// tanh(log(1 + e^x)) = n / d, with e = e^-|x|: n = e (e + 2), d = n + 2 below 0; n = 1 + 2 e, d = n + 2 e^2 above.
INLINE REAL NAME(mish)(REAL x) {
    const REAL e = NAME(exp)(x < CONSTANT(0.0) ? x : -x);
    const REAL n = x < CONSTANT(0.0) ? e * (e + CONSTANT(2.0)) : FMA(CONSTANT(2.0), e, CONSTANT(1.0));
    const REAL d = x < CONSTANT(0.0) ? n + CONSTANT(2.0) : FMA(e + e, e, n);
    return x * (n / d);
}
INLINE REAL NAME(mish_slope)(REAL x) {
    const REAL e = NAME(exp)(x < CONSTANT(0.0) ? x : -x);
    const REAL n = x < CONSTANT(0.0) ? e * (e + CONSTANT(2.0)) : FMA(CONSTANT(2.0), e, CONSTANT(1.0));
    const REAL d = x < CONSTANT(0.0) ? n + CONSTANT(2.0) : FMA(e + e, e, n);
    const REAL t = n / d;
    // 1 - t^2 = (d - n) (d + n) / d^2
    const REAL rest = (x < CONSTANT(0.0) ? CONSTANT(2.0) : (e + e) * e) / d * (CONSTANT(1.0) + t);
    return FMA(x * rest, NAME(sigmoid)(x), t);
}

INLINE REAL NAME(softplus)(REAL x, REAL a, REAL b) {
    const REAL z = a * x;
    const REAL above = z < CONSTANT(0.0) ? CONSTANT(0.0) : z;
    const REAL smooth = (above + NAME(log_1_more)(NAME(exp)(-NAME(magnitude)(z)))) / a;
    return z > b ? x : smooth;
}
INLINE REAL NAME(softplus_slope)(REAL x, REAL a, REAL b) {
    const REAL z = a * x;
    return z > b ? CONSTANT(1.0) : NAME(sigmoid)(z);
}

INLINE REAL NAME(softsign)(REAL x) { return x / (CONSTANT(1.0) + NAME(magnitude)(x)); }
INLINE REAL NAME(softsign_slope)(REAL x) {
    const REAL d = CONSTANT(1.0) + NAME(magnitude)(x);
    return CONSTANT(1.0) / (d * d);
}

INLINE REAL NAME(hard_tanh)(REAL x) {
    const REAL below = x >= CONSTANT(1.0) ? CONSTANT(1.0) : x;
    return x <= CONSTANT(-1.0) ? CONSTANT(-1.0) : below;
}
INLINE REAL NAME(hard_tanh_slope)(REAL x) {
    const REAL below = x >= CONSTANT(1.0) ? CONSTANT(0.0) : CONSTANT(1.0);
    return x <= CONSTANT(-1.0) ? CONSTANT(0.0) : below;
}

INLINE REAL NAME(relu6)(REAL x) {
    const REAL below = x >= CONSTANT(6.0) ? CONSTANT(6.0) : x;
    return x <= CONSTANT(0.0) ? CONSTANT(0.0) : below;
}
INLINE REAL NAME(relu6_slope)(REAL x) {
    const REAL below = x >= CONSTANT(6.0) ? CONSTANT(0.0) : CONSTANT(1.0);
    return x <= CONSTANT(0.0) ? CONSTANT(0.0) : below;
}

INLINE REAL NAME(scaled_tanh)(REAL x, REAL a, REAL b) { return a * NAME(tanh)(b * x); }
INLINE REAL NAME(scaled_tanh_slope)(REAL x, REAL a, REAL b) {
    const REAL t = NAME(tanh)(b * x);
    return a * b * FMA(-t, t, CONSTANT(1.0));
}

/// The functions, each with its call; `suffix` is empty or _slope.
#define LENET_EACH_ACTIVATION(CASE, suffix)             \
    CASE(LENET_LEAKY_RELU, leaky_relu##suffix, x, a)    \
    CASE(LENET_GELU, gelu##suffix, x)                   \
    CASE(LENET_GELU_TANH, gelu_tanh##suffix, x)         \
    CASE(LENET_ELU, elu##suffix, x, a)                  \
    CASE(LENET_SELU, selu##suffix, x)                   \
    CASE(LENET_SILU, silu##suffix, x)                   \
    CASE(LENET_MISH, mish##suffix, x)                   \
    CASE(LENET_SOFTPLUS, softplus##suffix, x, a, b)     \
    CASE(LENET_SOFTSIGN, softsign##suffix, x)           \
    CASE(LENET_HARD_TANH, hard_tanh##suffix, x)         \
    CASE(LENET_RELU6, relu6##suffix, x)                 \
    CASE(LENET_SCALED_TANH, scaled_tanh##suffix, x, a, b)

#undef SELU_SCALE
#undef SELU_ALPHA
#undef CONSTANT
#undef REAL
#undef BITS
#undef NAME
#undef AS_BITS
#undef AS_REAL
