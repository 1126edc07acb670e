// exp, log and pow in double precision, for one number or a vector; see math_float.inc.h for how it is included.

#define CONSTANT(c) ((REAL)(c))
#define STEP(sum, c) FMA(sum, z, CONSTANT(c))

/// e^(x + low), |low| far smaller than x. As in single precision, with the rounding error of r carried along.
INLINE REAL NAME(exp_of_sum)(REAL x, REAL low) {
    x = x > CONSTANT(800.0) ? CONSTANT(800.0) : x;
    x = x < CONSTANT(-800.0) ? CONSTANT(-800.0) : x;
    const REAL shift = CONSTANT(0x1.8p52);
    const REAL shifted = FMA(x, CONSTANT(0x1.71547652b82fep0), shift);
    const REAL n = shifted - shift;
    const REAL high = FMA(-n, CONSTANT(0x1.62e42feep-1), x), tail = FMA(-n, CONSTANT(0x1.a39ef35793c76p-33), low);
    const REAL z = high + tail, z_low = tail - (z - high);
    REAL q = CONSTANT(0x1.1f730349868cep-29);
    q = STEP(q, 0x1.af4de97ca4194p-26);
    q = STEP(q, 0x1.27e4db646b17ep-22);
    q = STEP(q, 0x1.71de0231960ebp-19);
    q = STEP(q, 0x1.a01a01a6d889cp-16);
    q = STEP(q, 0x1.a01a01abe7fe1p-13);
    q = STEP(q, 0x1.6c16c16c162d4p-10);
    q = STEP(q, 0x1.11111111100dcp-7);
    q = STEP(q, 0x1.5555555555556p-5);
    q = STEP(q, 0x1.5555555555557p-3);
    q = STEP(q, 0x1p-1);
    const REAL power = CONSTANT(1.0) + (z + FMA(z * z, q, z_low));
    const BITS raised = AS_BITS(shifted) - AS_BITS(shift) + 4096u, half = raised >> 1;
    return power * AS_REAL((half - (2048u - 1023u)) << 52) * AS_REAL((raised - half - (2048u - 1023u)) << 52);
}

INLINE REAL NAME(exp)(REAL x) { return NAME(exp_of_sum)(x, CONSTANT(0.0)); }

/// x > 0 as 2^exponent * (1 + f), 1 + f between sqrt(1/2) and sqrt(2).
INLINE REAL NAME(split)(REAL x, REAL *exponent) {
    const REAL normal = x < CONSTANT(0x1p-1022) ? x * CONSTANT(0x1p54) : x;
    const BITS bits = AS_BITS(normal);
    const BITS k = ((bits - 0x3fe6a09e667f3bcdu + 0x4000000000000000u) >> 52) - 1024u;
    const REAL shift = CONSTANT(0x1.8p52);
    const REAL whole = AS_REAL(k + AS_BITS(shift)) - shift;
    *exponent = x < CONSTANT(0x1p-1022) ? whole - CONSTANT(54.0) : whole;
    return AS_REAL(bits - (k << 52)) - CONSTANT(1.0);
}

INLINE REAL NAME(log)(REAL x) {
    const REAL infinity = CONSTANT(__builtin_inf());
    REAL exponent;
    const REAL f = NAME(split)(x, &exponent), s = f / (CONSTANT(2.0) + f), z = s * s;
    REAL r = CONSTANT(0x1.0c074d9f1dd73p-3);
    r = STEP(r, 0x1.0fbe3b6c6987dp-3);
    r = STEP(r, 0x1.3b1c38bb12df2p-3);
    r = STEP(r, 0x1.745cf8f4a7ec6p-3);
    r = STEP(r, 0x1.c71c72017f306p-3);
    r = STEP(r, 0x1.2492492476b73p-2);
    r = STEP(r, 0x1.9999999999a38p-2);
    r = STEP(r, 0x1.5555555555555p-1);
    r = r * z;
    const REAL rest = FMA(s, f - r, -(exponent * CONSTANT(0x1.a39ef35793c76p-33)));
    const REAL result = FMA(exponent, CONSTANT(0x1.62e42feep-1), f - rest);
    return x < CONSTANT(0.0) ? CONSTANT(__builtin_nan("")) : x == CONSTANT(0.0) ? -infinity : x < infinity ? result : x;
}

/// x^y = e^(y log x) with log x as a sum of two doubles, good to about 2^-65, so that whole powers which are exact come out
/// exact. The special cases are those of IEEE 754.
INLINE REAL NAME(pow)(REAL x, REAL y) {
    const REAL zero = CONSTANT(0.0), unit = CONSTANT(1.0), infinity = CONSTANT(__builtin_inf());
    const REAL magnitude = x < zero ? -x : x;
    REAL exponent;
    const REAL f = NAME(split)(magnitude, &exponent);

    // s + s_low = f / (2 + f)
    const REAL d = CONSTANT(2.0) + f, d_low = f - (d - CONSTANT(2.0)), s = f / d;
    const REAL s_low = FMA(-s, d_low, FMA(-s, d, f)) / d;
    const REAL z = s * s, z_low = FMA(s, s, -z) + CONSTANT(2.0) * s * s_low;
    // p + p_low = 2/3 + z (2/5 + z (2/7 + …))
    REAL tail = CONSTANT(0x1.087b19200097ep-3);
    tail = STEP(tail, 0x1.1018796071ad2p-3);
    tail = STEP(tail, 0x1.3b18ba85841dcp-3);
    tail = STEP(tail, 0x1.745d09ead6e6ap-3);
    tail = STEP(tail, 0x1.c71c71d7f0c05p-3);
    tail = STEP(tail, 0x1.249249248e50ap-2);
    tail = STEP(tail, 0x1.999999999999ep-2);
    tail = tail * z;
    const REAL third = CONSTANT(0x1.5555555555555p-1);
    const REAL p = third + tail, p_low = (tail - (p - third)) + CONSTANT(0x1.5555555555555p-55);
    // u + u_low = 2 + z p;  log m = s u
    const REAL zp = z * p, zp_low = FMA(z, p, -zp) + FMA(z, p_low, z_low * p);
    const REAL u = CONSTANT(2.0) + zp, u_low = (zp - (u - CONSTANT(2.0))) + zp_low;
    const REAL m = s * u, m_low = FMA(s, u, -m) + FMA(s, u_low, s_low * u);
    // log = exponent * ln 2 + log m; the first product is exact
    const REAL twos = exponent * CONSTANT(0x1.62e42feep-1);
    const REAL log = twos + m, back = log - twos;
    const REAL log_low = ((twos - (log - back)) + (m - back)) + FMA(exponent, CONSTANT(0x1.a39ef35793c76p-33), m_low);

    const REAL product = y * log, product_low = FMA(y, log, -product) + y * log_low;
    REAL result = NAME(exp_of_sum)(product, product_low);
    result = product > CONSTANT(720.0) ? infinity : result;
    result = product < CONSTANT(-760.0) ? zero : result;

    const REAL y_half = y * CONSTANT(0.5);
    const REAL y_floor = __builtin_elementwise_floor(y), y_half_floor = __builtin_elementwise_floor(y_half);
    // x = 0 or infinite: 0 or infinity, by the sign of y
    result = magnitude == zero ? (y > zero ? zero : infinity) : result;
    result = magnitude == infinity ? (y > zero ? infinity : zero) : result;
    // y infinite
    const REAL at_infinity = magnitude == unit ? unit : (magnitude > unit ? (y > zero ? infinity : zero) : (y > zero ? zero : infinity));
    result = y == infinity ? at_infinity : y == -infinity ? at_infinity : result;
    // x negative (or -0): odd powers are negative, broken ones of finite numbers have no value
    const REAL odd = y_floor == y ? (y_half_floor == y_half ? zero : unit) : zero;
    const REAL broken = y_floor == y ? zero : unit;
    const BITS x_sign = AS_BITS(x) & 0x8000000000000000u;
    const REAL negative = x_sign == (BITS)0x8000000000000000u ? unit : zero;
    result = odd * negative == unit ? -result : result;
    result = x < zero ? (broken == unit ? (x == -infinity ? result : CONSTANT(__builtin_nan(""))) : result) : result;
    result = x == x ? (y == y ? result : y) : x;
    result = x == unit ? unit : result;
    return y == zero ? unit : result;
}

#undef STEP
#undef CONSTANT
#undef REAL
#undef BITS
#undef NAME
#undef AS_BITS
#undef AS_REAL
