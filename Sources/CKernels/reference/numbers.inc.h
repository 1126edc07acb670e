// Activations, dropout and update programs in the plainest words.

static void relu_forward(size_t count, const float *in, float *out) {
    for (size_t i = 0; i < count; i++) out[i] = rectified(in[i]);
}
static void relu_backward(size_t count, const float *out, const float *out_gradient, float *in_gradient) {
    for (size_t i = 0; i < count; i++) in_gradient[i] = out[i] <= 0 ? 0 : out_gradient[i];
}
static void tanh_forward(size_t count, const float *in, float *out) {
    for (size_t i = 0; i < count; i++) out[i] = lenet_tanhf(in[i]);
}
static void tanh_backward(size_t count, const float *out, const float *out_gradient, float *in_gradient) {
    for (size_t i = 0; i < count; i++) in_gradient[i] = out_gradient[i] * fmaf(-out[i], out[i], 1.0f);
}
static void sigmoid_forward(size_t count, const float *in, float *out) {
    for (size_t i = 0; i < count; i++) {
        const float e = lenet_expf(in[i] < 0 ? in[i] : -in[i]), d = e + 1.0f;
        out[i] = in[i] < 0 ? e / d : 1.0f / d;
    }
}
static void sigmoid_backward(size_t count, const float *out, const float *out_gradient, float *in_gradient) {
    for (size_t i = 0; i < count; i++) in_gradient[i] = out_gradient[i] * fmaf(-out[i], out[i], out[i]);
}

#define FORWARD_CASE(name, function, ...) \
    case name: out[i] = one_##function(__VA_ARGS__); break;
#define BACKWARD_CASE(name, function, ...) \
    case name: in_gradient[i] = out_gradient[i] * one_##function(__VA_ARGS__); break;
static void activation_forward(lenet_activation function, float a, float b, size_t count, const float *in, float *out) {
    for (size_t i = 0; i < count; i++) {
        const float x = in[i];
        switch (function) { LENET_EACH_ACTIVATION(FORWARD_CASE, ) }
    }
}
static void activation_backward(
    lenet_activation function, float a, float b, size_t count, const float *in, const float *out_gradient, float *in_gradient
) {
    for (size_t i = 0; i < count; i++) {
        const float x = in[i];
        switch (function) { LENET_EACH_ACTIVATION(BACKWARD_CASE, _slope) }
    }
}

static void sum_parts(size_t count, int parts, const float *part, ptrdiff_t stride, float *total) {
    for (size_t i = 0; i < count; i++) {
        float sum = part[i];
        for (int p = 1; p < parts; p++) sum += part[p * stride + (ptrdiff_t)i];
        total[i] = sum;
    }
}

static void philox(const uint32_t counter[4], uint64_t seed, uint32_t word[4]) {
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]}, k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        const uint64_t first = (uint64_t)c[0] * 0xD2511F53u, second = (uint64_t)c[2] * 0xCD9E8D57u;
        c[0] = (uint32_t)(second >> 32) ^ c[1] ^ k0;
        c[1] = (uint32_t)second;
        c[2] = (uint32_t)(first >> 32) ^ c[3] ^ k1;
        c[3] = (uint32_t)first;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int i = 0; i < 4; i++) word[i] = c[i];
}

static void dropout(int units, float rate, uint64_t seed, uint32_t step, uint32_t layer, uint32_t first_image, const float *in, float *out) {
    for (int unit = 0; unit < units; unit++)
        for (int lane = 0; lane < LENET_LANES; lane++) {
            const uint32_t counter[4] = {(uint32_t)unit / 4, 3u + 256u * layer, step, first_image + (uint32_t)lane};
            uint32_t word[4];
            philox(counter, seed, word);
            const bool is_kept = (double)word[unit % 4] >= (double)rate * 0x1p32;
            const ptrdiff_t i = (ptrdiff_t)unit * LENET_LANES + lane;
            out[i] = is_kept ? in[i] * (1.0f / (1.0f - rate)) : 0;
        }
}

static double whole_power(double x, int n) {
    double result = 1;
    for (int left = n < 0 ? -n : n; left > 0; left /= 2) {
        if (left % 2) result *= x;
        x *= x;
    }
    return n < 0 ? 1 / result : result;
}

/// An update program, weight by weight. A scalar power of 2 is a product, of 1/2 a root, of a whole number up to 64 a
/// product of squares in double precision.
#define UPDATE_BLOCK(name, number, root, exp_of, log_of, pow_of, smallest)                                                          \
    static number name##_result(const lenet_update_instruction *step, number x, number y, number z) {                               \
        switch (step->operation) {                                                                                                  \
        case LENET_COPY: return x;                                                                                                  \
        case LENET_NEGATE: return -x;                                                                                               \
        case LENET_ADD: return x + y;                                                                                               \
        case LENET_SUBTRACT: return x - y;                                                                                          \
        case LENET_MULTIPLY: return x * y;                                                                                          \
        case LENET_DIVIDE: return x / y;                                                                                            \
        case LENET_POWER:                                                                                                           \
            if (step->b < 0 && y == 2) return x * x;                                                                                \
            if (step->b < 0 && y == (number)0.5) return root(x);                                                                    \
            if (step->b < 0 && y >= -64 && y <= 64 && y == (number)(int)y) return (number)whole_power(x, (int)y);                   \
            return pow_of(x, y);                                                                                                    \
        case LENET_ABS: return x < 0 || (x == 0 && 1 / x < 0) ? -x : x;                                                             \
        case LENET_SIGN: return x > 0 ? 1 : x < 0 ? -1 : x;                                                                         \
        case LENET_SQRT: return root(x);                                                                                            \
        case LENET_SQUARE: return x * x;                                                                                            \
        case LENET_EXP: return exp_of(x);                                                                                           \
        case LENET_LOG: return log_of(x);                                                                                           \
        case LENET_MIN: return y < x || y != y ? y : x;                                                                             \
        case LENET_MAX: return y > x || y != y ? y : x;                                                                             \
        case LENET_LESS: return x < y;                                                                                              \
        case LENET_LESS_OR_EQUAL: return x <= y;                                                                                    \
        case LENET_GREATER: return x > y;                                                                                           \
        case LENET_GREATER_OR_EQUAL: return x >= y;                                                                                 \
        case LENET_EQUAL: return x == y;                                                                                            \
        case LENET_NOT_EQUAL: return x != y;                                                                                        \
        case LENET_AND: return x != 0 && y != 0;                                                                                    \
        case LENET_OR: return x != 0 || y != 0;                                                                                     \
        case LENET_NOT: return x == 0;                                                                                              \
        case LENET_SELECT: return x != 0 ? y : z;                                                                                   \
        default: return 0;                                                                                                          \
        }                                                                                                                           \
    }                                                                                                                               \
    static number name##_operand(int16_t place, number *const *registers, const double *scalars, int i) {                           \
        return place >= 0 ? registers[place][i] : (number)scalars[-1 - place];                                                      \
    }                                                                                                                               \
    static void name(const lenet_update_instruction *code, int instructions, number *const *registers, const double *scalars, int n) { \
        for (int k = 0; k < instructions; k++)                                                                                      \
            for (int i = 0; i < n; i++) {                                                                                           \
                const lenet_update_instruction *step = code + k;                                                                    \
                number value = name##_result(step, name##_operand(step->a, registers, scalars, i),                                  \
                                             name##_operand(step->b, registers, scalars, i),                                        \
                                             name##_operand(step->c, registers, scalars, i));                                       \
                if (step->flush && value < smallest && value > -smallest) value = 0;                                                \
                registers[step->result][i] = value;                                                                                 \
            }                                                                                                                       \
    }
UPDATE_BLOCK(update_block_float, float, sqrtf, lenet_expf, lenet_logf, lenet_powf, 0x1p-126f)
UPDATE_BLOCK(update_block_double, double, sqrt, lenet_exp, lenet_log, lenet_pow, 0x1p-1022)

/// Sixteen sums side by side, then their tree.
#define SUM_BLOCK(name, number)                                                            \
    static double name(const number *numbers, int n, bool squares) {                       \
        double sums[16] = {0};                                                             \
        for (int i = 0; i < n; i++) {                                                      \
            const double x = (double)numbers[i];                                           \
            sums[i % 16] += squares ? x * x : x;                                           \
        }                                                                                  \
        for (int half = 8; half > 0; half /= 2)                                            \
            for (int i = 0; i < half; i++) sums[i] += sums[i + half];                      \
        return sums[0];                                                                    \
    }
SUM_BLOCK(sum_block_float, float)
SUM_BLOCK(sum_block_double, double)

#define PRODUCT(name, number, fused)                                                       \
    static void name(                                                                      \
        int rows, int inner, int columns, const number *a, ptrdiff_t a_stride, const number *b, ptrdiff_t b_stride, number *out, \
        ptrdiff_t out_stride) {                                                            \
        for (int row = 0; row < rows; row++)                                               \
            for (int column = 0; column < columns; column++) {                             \
                number sum = 0;                                                            \
                for (int k = 0; k < inner; k++) sum = fused(a[row * a_stride + k], b[k * b_stride + column], sum); \
                out[row * out_stride + column] = sum;                                      \
            }                                                                              \
    }
PRODUCT(product_float, float, fmaf)
PRODUCT(product_double, double, fma)
