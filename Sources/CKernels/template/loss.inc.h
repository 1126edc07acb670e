// Softmax and the losses on it: a lane is an image, so classes are gone through in order, sixteen images at once.

/// Of the logits of each image: the first, then each that is greater.
INLINE lanes greatest_logit(int classes, const float *logits) {
    lanes most = LANES_IN(logits);
    for (int c = 1; c < classes; c++) {
        const lanes z = LANES_IN(logits + c * LENET_LANES);
        most = z > most ? z : most;
    }
    return most;
}

/// p = exp(z - max) / (the sum of these over the classes, in order).
static void softmax(int classes, const float *logits, float *probabilities) {
    const lanes most = greatest_logit(classes, logits);
    lanes sum = 0;
    for (int c = 0; c < classes; c++) {
        const lanes e = lanes_exp(LANES_IN(logits + c * LENET_LANES) - most);
        LANES(probabilities + c * LENET_LANES) = e;
        sum += e;
    }
    for (int c = 0; c < classes; c++) LANES(probabilities + c * LENET_LANES) = LANES_IN(probabilities + c * LENET_LANES) / sum;
}

/// -1 in lanes below count.
INLINE lane_mask first_lanes(int count) {
    const lane_mask place = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return place < count;
}

INLINE lane_mask label_lanes(const uint8_t *labels) { return __builtin_convertvector(*(const bytes_at *)labels, lane_mask); }

/// loss = log(sum of exp(z - max)) - (z of the label - max); gradient = (softmax - one-hot) * scale.
static void softmax_cross_entropy(int classes, int count, const float *logits, const uint8_t *labels, float scale, float *loss, float *gradient) {
    const lane_mask counted = first_lanes(count), label = label_lanes(labels);
    const lanes most = greatest_logit(classes, logits);
    lanes sum = 0, of_label = 0;
    for (int c = 0; c < classes; c++) {
        const lanes shifted = LANES_IN(logits + c * LENET_LANES) - most, e = lanes_exp(shifted);
        if (gradient) LANES(gradient + c * LENET_LANES) = e;
        sum += e;
        of_label = label == c ? shifted : of_label;
    }
    const lanes result = lanes_log(sum) - of_label;
    LANES(loss) = counted ? result : (lanes)0;
    if (!gradient) return;
    for (int c = 0; c < classes; c++) {
        const lanes p = LANES_IN(gradient + c * LENET_LANES) / sum;
        const lanes g = (p - (label == c ? (lanes)1.0f : (lanes)0)) * scale;
        LANES(gradient + c * LENET_LANES) = counted ? g : (lanes)0;
    }
}

/// With d = softmax - one-hot: loss = (sum of d^2) / classes; gradient of class c = scale * 2 / classes * p (d - sum of d p).
static void softmax_mean_squared_error(int classes, int count, const float *logits, const uint8_t *labels, float scale, float *loss, float *gradient) {
    const lane_mask counted = first_lanes(count), label = label_lanes(labels);
    const lanes most = greatest_logit(classes, logits);
    lanes sum = 0, squares = 0, product = 0;
    for (int c = 0; c < classes; c++) sum += lanes_exp(LANES_IN(logits + c * LENET_LANES) - most);
    for (int c = 0; c < classes; c++) {
        const lanes p = lanes_exp(LANES_IN(logits + c * LENET_LANES) - most) / sum;
        const lanes d = p - (label == c ? (lanes)1.0f : (lanes)0);
        squares = FMA(d, d, squares);
        product = FMA(d, p, product);
    }
    LANES(loss) = counted ? squares / (float)classes : (lanes)0;
    if (!gradient) return;
    const float factor = scale * (2.0f / (float)classes);
    for (int c = 0; c < classes; c++) {
        const lanes p = lanes_exp(LANES_IN(logits + c * LENET_LANES) - most) / sum;
        const lanes d = p - (label == c ? (lanes)1.0f : (lanes)0);
        LANES(gradient + c * LENET_LANES) = counted ? p * (d - product) * factor : (lanes)0;
    }
}
