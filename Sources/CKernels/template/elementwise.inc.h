// Activations and sums, number by number.

/// Evaluates `expression` of sixteen numbers x (and g) of a (and b) after another; those past the last full vector go through copies.
#define EACH_1(count, a, out, expression)                                  \
    {                                                                      \
        size_t i = 0;                                                      \
        for (; i + LENET_LANES <= (count); i += LENET_LANES) {             \
            const lanes x = LANES_IN((a) + i);                             \
            LANES((out) + i) = (expression);                               \
        }                                                                  \
        if (i < (count)) {                                                 \
            lanes x = 0, y;                                                \
            memcpy(&x, (a) + i, ((count) - i) * sizeof(float));            \
            y = (expression);                                              \
            memcpy((out) + i, &y, ((count) - i) * sizeof(float));          \
        }                                                                  \
    }
#define EACH_2(count, a, b, out, expression)                               \
    {                                                                      \
        size_t i = 0;                                                      \
        for (; i + LENET_LANES <= (count); i += LENET_LANES) {             \
            const lanes x = LANES_IN((a) + i), g = LANES_IN((b) + i);      \
            LANES((out) + i) = (expression);                               \
        }                                                                  \
        if (i < (count)) {                                                 \
            lanes x = 0, g = 0, y;                                         \
            memcpy(&x, (a) + i, ((count) - i) * sizeof(float));            \
            memcpy(&g, (b) + i, ((count) - i) * sizeof(float));            \
            y = (expression);                                              \
            memcpy((out) + i, &y, ((count) - i) * sizeof(float));          \
        }                                                                  \
    }

static void relu_forward(size_t count, const float *in, float *out) EACH_1(count, in, out, RECTIFIED(x))
static void relu_backward(size_t count, const float *out, const float *out_gradient, float *in_gradient)
    EACH_2(count, out, out_gradient, in_gradient, x <= 0 ? (lanes)0 : g)
static void tanh_forward(size_t count, const float *in, float *out) EACH_1(count, in, out, lanes_tanh(x))
/// g (1 - y^2)
static void tanh_backward(size_t count, const float *out, const float *out_gradient, float *in_gradient)
    EACH_2(count, out, out_gradient, in_gradient, g * FMA(-x, x, (lanes)1.0f))
static void sigmoid_forward(size_t count, const float *in, float *out) EACH_1(count, in, out, lanes_sigmoid(x))
/// g y (1 - y)
static void sigmoid_backward(size_t count, const float *out, const float *out_gradient, float *in_gradient)
    EACH_2(count, out, out_gradient, in_gradient, g * FMA(-x, x, x))

#define FORWARD_CASE(name, function, ...) \
    case name: EACH_1(count, in, out, lanes_##function(__VA_ARGS__)) break;
#define BACKWARD_CASE(name, function, ...) \
    case name: EACH_2(count, in, out_gradient, in_gradient, g * lanes_##function(__VA_ARGS__)) break;
static void activation_forward(lenet_activation function, float a, float b, size_t count, const float *in, float *out) {
    switch (function) { LENET_EACH_ACTIVATION(FORWARD_CASE, ) }
}
static void activation_backward(
    lenet_activation function, float a, float b, size_t count, const float *in, const float *out_gradient, float *in_gradient
) {
    switch (function) { LENET_EACH_ACTIVATION(BACKWARD_CASE, _slope) }
}

static void sum_parts(size_t count, int parts, const float *part, ptrdiff_t stride, float *total) {
    size_t i = 0;
    for (; i + LENET_LANES <= count; i += LENET_LANES) {
        lanes sum = LANES_IN(part + i);
        for (int p = 1; p < parts; p++) sum += LANES_IN(part + p * stride + i);
        LANES(total + i) = sum;
    }
    for (; i < count; i++) {
        float sum = part[i];
        for (int p = 1; p < parts; p++) sum += part[p * stride + (ptrdiff_t)i];
        total[i] = sum;
    }
}
