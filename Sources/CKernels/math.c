#pragma STDC FP_CONTRACT OFF
// The elementary functions for single numbers. exp, log, pow, tanh and single-precision erf are the chains that the vector kernels run.
#include "CKernels.h"
#include <string.h>

static inline uint32_t bits_of_float(float x) {
    uint32_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}
static inline float float_of_bits(uint32_t b) {
    float x;
    memcpy(&x, &b, sizeof x);
    return x;
}
static inline uint64_t bits_of_double(double x) {
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}
static inline double double_of_bits(uint64_t b) {
    double x;
    memcpy(&x, &b, sizeof x);
    return x;
}

#define INLINE static inline
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)

#define REAL float
#define BITS uint32_t
#define NAME(function) float_##function
#define AS_BITS(x) bits_of_float(x)
#define AS_REAL(b) float_of_bits(b)
#include "template/math_float.inc.h"

#define REAL double
#define BITS uint64_t
#define NAME(function) double_##function
#define AS_BITS(x) bits_of_double(x)
#define AS_REAL(b) double_of_bits(b)
#include "template/math_double.inc.h"

double lenet_exp(double x) { return double_exp(x); }
double lenet_log(double x) { return double_log(x); }
double lenet_pow(double x, double y) { return double_pow(x, y); }
float lenet_expf(float x) { return float_exp(x); }
float lenet_logf(float x) { return float_log(x); }
float lenet_powf(float x, float y) { return (float)double_pow(x, y); }
float lenet_tanhf(float x) { return float_tanh(x); }
float lenet_sinf(float x) { return (float)lenet_sin(x); }
float lenet_cosf(float x) { return (float)lenet_cos(x); }
float lenet_erff(float x) { return float_erf(x); }

/// c[0] + x (c[1] + x (c[2] + …))
static double polynomial(const double *c, int count, double x) {
    double sum = c[count - 1];
    for (int i = count - 2; i >= 0; i--) sum = FMA(sum, x, c[i]);
    return sum;
}
#define POLYNOMIAL(c, x) polynomial(c, sizeof(c) / sizeof(c[0]), x)

static double with_sign_of(double magnitude, double x) {
    return double_of_bits(bits_of_double(magnitude) | (bits_of_double(x) & 0x8000000000000000u));
}

/// Near 0 a polynomial, elsewhere 1 - 2 / (e^2x + 1).
double lenet_tanh(double x) {
    static const double c[] = {
        -0x1.5555555555555p-2, 0x1.111111111110dp-3, -0x1.ba1ba1ba1affp-5, 0x1.664f488279254p-6, -0x1.226e354ddfe9ap-7,
        0x1.d6d3cc561e69ap-9, -0x1.7da2fd76a3cf1p-10, 0x1.355204d5878bep-11, -0x1.f4fccb8116f0ap-13, 0x1.92d3563b405ccp-14,
        -0x1.370efd62e9535p-15, 0x1.99b26df70cccdp-17, -0x1.47559de55bc91p-19};
    if (x != x) return x;
    const double a = x < 0 ? -x : x, z = a * a;
    const double result = a < 0.625 ? FMA(a * z, POLYNOMIAL(c, z), a) : 1.0 - 2.0 / (double_exp(a + a) + 1.0);
    return with_sign_of(result, x);
}

/// Near 0 x (1 + a polynomial of x^2), elsewhere 1 - erfc from polynomials about the middle of five intervals; 1 from 6 on.
double lenet_erf(double x) {
    static const double near[] = {
        0x1.06eba8214db69p-3, -0x1.812746b0379e7p-2, 0x1.ce2f21a042be2p-4, -0x1.b82ce31288b47p-6, 0x1.565bcd0e6a2eep-8,
        -0x1.c02db40035f1ep-11, 0x1.f9a326f7ac5b1p-14, -0x1.f4d25bf9af03ap-17, 0x1.b9e6c38e5cf3dp-20, -0x1.5f73c3bf14b91p-23,
        0x1.fcbb312b48443p-27, -0x1.517ce02f1265fp-30, 0x1.9a0fcb5e22c5bp-34, -0x1.b40e7abf9fp-38, 0x1.3c01fd3a74542p-42};
    static const double from_1[] = {
        0x1.15aaa8ec85205p-5, -0x1.e723726b824aap-4, 0x1.6d5a95d0a1b7fp-3, -0x1.1c2a02beb6a4ep-3, 0x1.6d5a95d0a1b9ap-5,
        0x1.e723726b6512p-7, -0x1.3ca3d72c48d5p-6, 0x1.36d73a692d053p-8, 0x1.35ae4e3a506c1p-9, -0x1.c0380e362faa7p-10,
        0x1.85b5f31adf4f4p-14, 0x1.0acf49b689f6bp-12, -0x1.45daf1c03c5edp-14, -0x1.2d5ccda7d2cefp-16, 0x1.d8d8db718a3fp-17,
        -0x1.3122d618518c5p-21, -0x1.9aed5951c72f6p-20, 0x1.2d677be6d86b7p-22, 0x1.b20a125165c54p-24};
    static const double from_2[] = {
        0x1.aab859b20acaap-12, -0x1.1d83170fbf6fcp-9, 0x1.64e3dcd3af2d3p-8, -0x1.119da0c46cc88p-7, 0x1.1a89b97cf1214p-7,
        -0x1.90e81283fccadp-8, 0x1.6ecdbf63b4dcep-9, -0x1.1c610bc8e5f86p-11, -0x1.11551b52fb796p-12, 0x1.06717857ad0fap-12,
        -0x1.4a84c20123815p-14, -0x1.58bbca2bba994p-18, 0x1.d88c48f8a82b3p-17, -0x1.3ad68181439ecp-18, -0x1.9f3af4d2b1565p-23,
        0x1.595d63766c65ep-21, -0x1.495bf0556d5dep-23, -0x1.8353e53661806p-26};
    static const double from_3[] = {
        0x1.8ef2a9a18d857p-21, -0x1.6a597219a4d4p-18, 0x1.3d0e43d673eb6p-16, -0x1.62ccea6434f97p-15, 0x1.1c07721acffaap-14,
        -0x1.586bafbe21fa1p-14, 0x1.46153fb7c9381p-14, -0x1.e827fd4218bc3p-15, 0x1.1f63053682c15p-15, -0x1.0134e919898dep-16,
        0x1.3773eea504656p-18, -0x1.ddf29bcdbfe31p-22, -0x1.dc6deed48f01bp-22, 0x1.45dd752d3c772p-22, -0x1.8db51c3eee3eep-24,
        0x1.a8fe4bfb167a1p-30, 0x1.3303127da8299p-27};
    static const double from_4[] = {
        0x1.b05cfe2e99435p-33, -0x1.f1e352a4e4f05p-30, 0x1.180fde408da57p-27, -0x1.99b8627b3a9b7p-26, 0x1.b598cb62f3216p-25,
        -0x1.6b1bd90006eedp-24, 0x1.e650e0e0bea36p-24, -0x1.0d66007cae779p-23, 0x1.f5f34775e5d5fp-24, -0x1.8d4d143a5cbap-24,
        0x1.0c38acf72d4c3p-24, -0x1.33a927297fabdp-25, 0x1.2cf36c42c442cp-26, -0x1.0026f2d427296p-27, 0x1.2fc19cb202f34p-29};
    static const double from_5[] = {
        0x1.09182b326b229p-47, -0x1.73c9063b5e8dbp-44, 0x1.fd78e9eed4c2fp-42, -0x1.c3e9812d9b0f2p-40, 0x1.2fc588f5df0d1p-38,
        -0x1.52110f68e8a3ep-37, 0x1.16420a875f40ap-36, -0x1.2cbc4dde9d3ccp-36, 0x1.9f37820b28ca4p-36, -0x1.a279c68675776p-35,
        0x1.60433027dad57p-35};
    if (x != x) return x;
    const double a = x < 0 ? -x : x;
    double result = 1.0;
    if (a < 1) result = FMA(a, POLYNOMIAL(near, a * a), a);
    else if (a < 2) result = 1.0 - POLYNOMIAL(from_1, a - 1.5);
    else if (a < 3) result = 1.0 - POLYNOMIAL(from_2, a - 2.5);
    else if (a < 4) result = 1.0 - POLYNOMIAL(from_3, a - 3.5);
    else if (a < 5) result = 1.0 - POLYNOMIAL(from_4, a - 4.5);
    else if (a < 6) result = 1.0 - POLYNOMIAL(from_5, a - 5.5);
    return with_sign_of(result, x);
}

/// What is left of x after taking away the multiple of pi / 2 nearest to it.
typedef struct {
    double high, low;
    unsigned quarter; // which multiple, modulo 4
} reduced_angle;

/// |x| > 2^30: x = whole * 2^shift times 2 / pi, of which only the bits round the point matter (Payne and Hanek, 1983).
static reduced_angle reduce_large(double x) {
    static const uint64_t two_over_pi[] = { // the bits behind the point, highest first
        0xa2f9836e4e441529u, 0xfc2757d1f534ddc0u, 0xdb6295993c439041u, 0xfe5163abdebbc561u, 0xb7246e3a424dd2e0u, 0x06492eea09d1921cu,
        0xfe1deb1cb129a73eu, 0xe88235f52ebb4484u, 0xe99c7026b45f7e41u, 0x3991d639835339f4u, 0x9c845f8bbdf9283bu, 0x1ff897ffde05980fu,
        0xef2f118b5a0a6d1fu, 0x6d367ecf27cb09b7u, 0x4f463f669e5fea2du, 0x7527bac7ebe5f17bu, 0x3d0739f78a5292eau, 0x6bfb5fb11f8d5d08u,
        0x56033046fc7b6babu};
    const uint64_t bits = bits_of_double(x);
    const int shift = (int)(bits >> 52 & 0x7ff) - 1075;
    const uint64_t whole = (bits & 0xfffffffffffffu) | 0x10000000000000u;
    const int start = shift - 2; // earlier bits of 2 / pi make whole turns: the window begins with the weight 2
    uint64_t window[4] = {0};
    for (int i = 0; i < 256; i++) {
        const int bit = start + i;
        const uint64_t one = bit < 0 || bit >= 19 * 64 ? 0 : two_over_pi[bit / 64] >> (63 - bit % 64) & 1;
        window[i / 64] = window[i / 64] << 1 | one;
    }
    // whole * window, modulo 2^256: its top 2 bits are the quarter; what is lost above are whole turns.
    uint64_t product[4];
    unsigned __int128 carry = 0;
    for (int i = 3; i >= 0; i--) {
        carry += (unsigned __int128)window[i] * whole;
        product[i] = (uint64_t)carry;
        carry >>= 64;
    }
    unsigned quarter = (unsigned)(product[0] >> 62);
    uint64_t a = product[0] << 2 | product[1] >> 62, b = product[1] << 2 | product[2] >> 62;
    const bool is_past_half = a >> 63;
    if (is_past_half) { // the next quarter is nearer: 1 - fraction, below it
        quarter++;
        a = ~a;
        b = ~b;
    }
    const double fraction = (double)(a >> 11) * 0x1p-53, rest = ((double)(a & 0x7ff) * 0x1p53 + (double)(b >> 11)) * 0x1p-117;
    const double f = fraction + rest, f_low = rest - (f - fraction);
    const double half_pi = 0x1.921fb54442d18p0, half_pi_low = 0x1.1a62633145c07p-54;
    const double high = f * half_pi, low = FMA(f, half_pi, -high) + FMA(f, half_pi_low, f_low * half_pi);
    const bool is_negative = is_past_half != (x < 0);
    return (reduced_angle){is_negative ? -high : high, is_negative ? -low : low, x < 0 ? 0u - quarter : quarter};
}

/// x - n pi / 2, with pi / 2 in three parts; the first product cancels exactly (Cody and Waite, 1980).
static reduced_angle reduce(double x) {
    if (x > 0x1p30 || x < -0x1p30) return reduce_large(x);
    const double shift = 0x1.8p52, shifted = FMA(x, 0x1.45f306dc9c883p-1, shift), n = shifted - shift;
    const double first = FMA(-n, 0x1.921fb54442d18p0, x);
    const double second = n * 0x1.1a62633145c07p-54, second_low = FMA(n, 0x1.1a62633145c07p-54, -second);
    const double high = first - second, back = first - high;
    double low = (back - second) + ((first - (high + back)) - second_low);
    low = FMA(-n, -0x1.f1976b7ed8fbcp-110, low);
    const double sum = high + low;
    return (reduced_angle){sum, low - (sum - high), (unsigned)bits_of_double(shifted)};
}

static double sine(reduced_angle r) {
    static const double c[] = {-0x1.5555555555555p-3, 0x1.111111111111p-7, -0x1.a01a01a019926p-13, 0x1.71de3a545e7p-19,
                               -0x1.ae64540f0ba18p-26, 0x1.61217c1864fa1p-33, -0x1.ab161757f0c63p-41};
    const double z = r.high * r.high;
    // sin(high + low) = sin high + low (1 - high^2 / 2)
    return r.high + FMA(r.high * z, POLYNOMIAL(c, z), FMA(-0.5 * z, r.low, r.low));
}

static double cosine(reduced_angle r) {
    static const double c[] = {0x1.5555555555555p-5, -0x1.6c16c16c16c16p-10, 0x1.a01a01a019d02p-16, -0x1.27e4fb7711e1dp-22,
                               0x1.1eed8de9ef73ep-29, -0x1.9394b76d1f265p-37, 0x1.ab76cf6e9b365p-45};
    const double z = r.high * r.high, z_low = FMA(r.high, r.high, -z);
    const double half = 0.5 * z, first = 1.0 - half;
    return first + (((1.0 - first) - half) + FMA(z * z, POLYNOMIAL(c, z), FMA(-r.high, r.low, -0.5 * z_low)));
}

double lenet_sin(double x) {
    if (!(x - x == 0)) return __builtin_nan(""); // infinite or NaN
    if (x == 0) return x;
    const reduced_angle r = reduce(x);
    const double value = r.quarter & 1 ? cosine(r) : sine(r);
    return r.quarter & 2 ? -value : value;
}

double lenet_cos(double x) {
    if (!(x - x == 0)) return __builtin_nan("");
    const reduced_angle r = reduce(x);
    const double value = r.quarter & 1 ? sine(r) : cosine(r);
    return (r.quarter + 1) & 2 ? -value : value;
}
