// exp, log, tanh and erf in single precision, for one number or a vector: the same chain of operations, hence the same bits.
//
// The includer defines REAL, BITS (unsigned, as wide), NAME(function), AS_BITS(x) and AS_REAL(b), and gets them undefined
// again. The polynomials were fitted at Chebyshev nodes with 60 digits. Errors stay below 1 ulp, those of tanh below 1.4
// and those of erf below 1.2.

#define CONSTANT(c) ((REAL)(c##f))
#define STEP(sum, c) FMA(sum, z, CONSTANT(c))

/// e^x = 2^n e^r with n the whole number nearest x / ln 2, so |r| <= 0.347; e^r = 1 + r + r^2 q(r).
INLINE REAL NAME(exp)(REAL x) {
    // Beyond these the answer is infinity or 0 in any case; NaN stays.
    x = x > CONSTANT(128.0) ? CONSTANT(128.0) : x;
    x = x < CONSTANT(-160.0) ? CONSTANT(-160.0) : x;
    const REAL shift = CONSTANT(0x1.8p23); // adding it rounds to a whole number
    const REAL shifted = FMA(x, CONSTANT(0x1.715476p0), shift);
    const REAL n = shifted - shift;
    const REAL z = FMA(-n, CONSTANT(0x1.7f7d1cp-20), FMA(-n, CONSTANT(0x1.62e4p-1), x)); // r
    REAL q = CONSTANT(0x1.a124f2p-13);
    q = STEP(q, 0x1.6d4324p-10);
    q = STEP(q, 0x1.1110ep-7);
    q = STEP(q, 0x1.5554eap-5);
    q = STEP(q, 0x1.555556p-3);
    q = STEP(q, 0x1p-1);
    const REAL power = CONSTANT(1.0) + FMA(z * z, q, z);
    // 2^n in two factors, so that neither leaves the range and tiny results are rounded once.
    const BITS raised = AS_BITS(shifted) - AS_BITS(shift) + 2048u, half = raised >> 1;
    return power * AS_REAL((half - (1024u - 127u)) << 23) * AS_REAL((raised - half - (1024u - 127u)) << 23);
}

/// log x = k ln 2 + log m with m between sqrt(1/2) and sqrt(2); with f = m - 1 and s = f / (2 + f)
/// log m = 2 artanh s = f - s (f - R), R = 2 (s^2/3 + s^4/5 + …).
INLINE REAL NAME(log)(REAL x) {
    const REAL infinity = (REAL)__builtin_inff();
    const REAL normal = x < CONSTANT(0x1p-126) ? x * CONSTANT(0x1p24) : x;
    const BITS bits = AS_BITS(normal);
    const BITS k = ((bits - 0x3f3504f3u + 0x40000000u) >> 23) - 128u;
    const REAL m = AS_REAL(bits - (k << 23));
    const REAL shift = CONSTANT(0x1.8p23);
    REAL exponent = AS_REAL(k + AS_BITS(shift)) - shift;
    exponent = x < CONSTANT(0x1p-126) ? exponent - CONSTANT(24.0) : exponent;
    const REAL f = m - CONSTANT(1.0), s = f / (CONSTANT(2.0) + f), z = s * s;
    REAL r = CONSTANT(0x1.ddd1d8p-3);
    r = STEP(r, 0x1.245c36p-2);
    r = STEP(r, 0x1.9999ecp-2);
    r = STEP(r, 0x1.555556p-1);
    r = r * z;
    const REAL rest = FMA(s, f - r, -(exponent * CONSTANT(0x1.7f7d1cp-20)));
    const REAL result = FMA(exponent, CONSTANT(0x1.62e4p-1), f - rest);
    return x < CONSTANT(0.0) ? (REAL)__builtin_nanf("") : x == CONSTANT(0.0) ? -infinity : x < infinity ? result : x;
}

/// Near 0 a polynomial, elsewhere 1 - 2 / (e^2x + 1).
INLINE REAL NAME(tanh)(REAL x) {
    const BITS sign = AS_BITS(x) & 0x80000000u;
    const REAL a = AS_REAL(AS_BITS(x) ^ sign), z = a * a;
    REAL p = CONSTANT(0x1.2c83cp-9);
    p = STEP(p, -0x1.116a16p-7);
    p = STEP(p, 0x1.64a976p-6);
    p = STEP(p, -0x1.ba08c4p-5);
    p = STEP(p, 0x1.1110eap-3);
    p = STEP(p, -0x1.555556p-2);
    const REAL near = FMA(a * z, p, a);
    const REAL far = CONSTANT(1.0) - CONSTANT(2.0) / (NAME(exp)(a + a) + CONSTANT(1.0));
    const REAL result = a < CONSTANT(0.625) ? near : far;
    return AS_REAL(AS_BITS(result) | sign);
}

/// Near 0 x (1 + a polynomial of x^2), elsewhere 1 - erfc with a polynomial in the exponent; 1 from 4 on.
INLINE REAL NAME(erf)(REAL x) {
    const BITS sign = AS_BITS(x) & 0x80000000u;
    REAL a = AS_REAL(AS_BITS(x) ^ sign);
    REAL z = a * a;
    REAL p = CONSTANT(-0x1.5fe8dep-17);
    p = STEP(p, 0x1.e2a7a6p-14);
    p = STEP(p, -0x1.be452cp-11);
    p = STEP(p, 0x1.564506p-8);
    p = STEP(p, -0x1.b82bbap-6);
    p = STEP(p, 0x1.ce2f1ap-4);
    p = STEP(p, -0x1.812746p-2);
    p = STEP(p, 0x1.06eba8p-3);
    const REAL near = FMA(a, p, a);
    z = a > CONSTANT(4.0) ? CONSTANT(4.0) : a; // NaN stays
    p = CONSTANT(-0x1.7e9638p-25);
    p = STEP(p, 0x1.5c34d2p-19);
    p = STEP(p, -0x1.ccd686p-15);
    p = STEP(p, 0x1.51487ap-11);
    p = STEP(p, -0x1.41d538p-8);
    p = STEP(p, 0x1.b60be4p-6);
    p = STEP(p, -0x1.c49b32p-4);
    p = STEP(p, -0x1.4351cep-1);
    p = STEP(p, -0x1.216122p0);
    p = STEP(p, 0x1.6e903cp-12);
    const REAL far = CONSTANT(1.0) - NAME(exp)(p);
    const REAL result = a < CONSTANT(0.9) ? near : far;
    return AS_REAL(AS_BITS(result) | sign);
}

#undef STEP
#undef CONSTANT
#undef REAL
#undef BITS
#undef NAME
#undef AS_BITS
#undef AS_REAL
