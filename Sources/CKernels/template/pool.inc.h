// Pooling. A window's numbers are taken in row-major order; windows in row-major order of the output.

#define PLACE(l, channel, y, x) ((l).at + (channel) * (l).channel + (ptrdiff_t)(y) * (l).row + (ptrdiff_t)(x) * LENET_LANES)

/// The maximum: the first, then each that is greater (or is NaN, which then stays).
INLINE void max_pool_forward_of(const int kernel_height, const int kernel_width, lenet_window window, lenet_lanes in, lenet_lanes out) {
    for (int channel = 0; channel < out.channels; channel++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++) {
                const float *corner = PLACE(in, channel, y * window.stride_y, x * window.stride_x);
                lanes best = LANES_IN(corner);
                for (int ky = 0; ky < kernel_height; ky++)
                    for (int kx = 0; kx < kernel_width; kx++) {
                        const lanes value = LANES_IN(corner + ky * in.row + kx * LENET_LANES);
                        best = ((value > best) | (value != value)) ? value : best;
                    }
                LANES(PLACE(out, channel, y, x)) = best;
            }
}

/// The sum, from 0, times the float nearest 1 / (how many).
INLINE void average_pool_forward_of(const int kernel_height, const int kernel_width, lenet_window window, lenet_lanes in, lenet_lanes out) {
    const float scale = 1.0f / (float)(kernel_height * kernel_width);
    for (int channel = 0; channel < out.channels; channel++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++) {
                const float *corner = PLACE(in, channel, y * window.stride_y, x * window.stride_x);
                lanes sum = 0;
                for (int ky = 0; ky < kernel_height; ky++)
                    for (int kx = 0; kx < kernel_width; kx++) sum += LANES_IN(corner + ky * in.row + kx * LENET_LANES);
                LANES(PLACE(out, channel, y, x)) = sum * scale;
            }
}

INLINE bool windows_tile(lenet_window window, lenet_lanes in, lenet_lanes out) {
    return window.kernel_height == window.stride_y && window.kernel_width == window.stride_x
        && out.height * window.stride_y == in.height && out.width * window.stride_x == in.width;
}

static void clear(lenet_lanes l) {
    for (int channel = 0; channel < l.channels; channel++)
        for (int y = 0; y < l.height; y++) memset(PLACE(l, channel, y, 0), 0, sizeof(float) * LENET_LANES * (size_t)l.width);
}

// Backward: `adds` where windows overlap or leave places out; in_gradient begins as 0 there, elsewhere it is written once.

/// A window's gradient goes to the first number that is not less than the maximum.
INLINE void max_pool_backward_of(
    const int kernel_height, const int kernel_width, const bool relu, const bool adds, lenet_window window, lenet_lanes in,
    lenet_lanes out, lenet_lanes out_gradient, lenet_lanes in_gradient
) {
    if (adds) clear(in_gradient);
    for (int channel = 0; channel < out.channels; channel++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++) {
                const lanes best = LANES_IN(PLACE(out, channel, y, x));
                lanes gradient = LANES_IN(PLACE(out_gradient, channel, y, x));
                if (relu) gradient = best <= 0 ? (lanes)0 : gradient; // the winner's input is the best
                for (int ky = 0; ky < kernel_height; ky++)
                    for (int kx = 0; kx < kernel_width; kx++) {
                        const int row = y * window.stride_y + ky, column = x * window.stride_x + kx;
                        const lane_mask is_less = LANES_IN(PLACE(in, channel, row, column)) < best;
                        const lanes share = is_less ? (lanes)0 : gradient;
                        gradient = is_less ? gradient : (lanes)0; // what has been given away is gone
                        float *place = PLACE(in_gradient, channel, row, column);
                        LANES(place) = adds ? LANES_IN(place) + share : share;
                    }
            }
}

INLINE void average_pool_backward_of(
    const int kernel_height, const int kernel_width, const bool relu, const bool adds, lenet_window window, lenet_lanes in,
    lenet_lanes out_gradient, lenet_lanes in_gradient
) {
    const float scale = 1.0f / (float)(kernel_height * kernel_width);
    if (adds) clear(in_gradient);
    for (int channel = 0; channel < out_gradient.channels; channel++)
        for (int y = 0; y < out_gradient.height; y++)
            for (int x = 0; x < out_gradient.width; x++) {
                const lanes gradient = LANES_IN(PLACE(out_gradient, channel, y, x)) * scale;
                for (int ky = 0; ky < kernel_height; ky++)
                    for (int kx = 0; kx < kernel_width; kx++) {
                        const int row = y * window.stride_y + ky, column = x * window.stride_x + kx;
                        lanes share = gradient;
                        if (relu) share = LANES_IN(PLACE(in, channel, row, column)) <= 0 ? (lanes)0 : share;
                        float *place = PLACE(in_gradient, channel, row, column);
                        LANES(place) = adds ? LANES_IN(place) + share : share;
                    }
            }
}

// Windows of 2 x 2 are unrolled, any other takes the loops.
#define POOL(name, parameters, ...)                                                                      \
    static void name parameters {                                                                        \
        if (window.kernel_height == 2 && window.kernel_width == 2) name##_of(2, 2, window, __VA_ARGS__); \
        else name##_of(window.kernel_height, window.kernel_width, window, __VA_ARGS__);                  \
    }
#define POOL_BACKWARD(name, parameters, ...)                                                                 \
    static void name parameters {                                                                                 \
        const bool adds = !windows_tile(window, in_gradient, out_gradient);                                       \
        if (window.kernel_height == 2 && window.kernel_width == 2 && !adds) {                                     \
            if (relu) name##_of(2, 2, true, false, window, __VA_ARGS__);                                          \
            else name##_of(2, 2, false, false, window, __VA_ARGS__);                                              \
        } else {                                                                                                  \
            name##_of(window.kernel_height, window.kernel_width, relu, adds, window, __VA_ARGS__);                \
        }                                                                                                         \
    }
POOL(max_pool_forward, (lenet_window window, lenet_lanes in, lenet_lanes out), in, out)
POOL(average_pool_forward, (lenet_window window, lenet_lanes in, lenet_lanes out), in, out)
POOL_BACKWARD(max_pool_backward,
              (lenet_window window, lenet_lanes in, lenet_lanes out, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient), in,
              out, out_gradient, in_gradient)
POOL_BACKWARD(average_pool_backward,
              (lenet_window window, lenet_lanes in, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient), in, out_gradient,
              in_gradient)
