// Generated from Prelude/*.lenet by scripts/sync-prelude. Do not edit.

/// The shipped optimizers and schedules, as they are written.
enum Prelude {
    static let texts: [(name: String, text: String)] = [
        (
            "adadelta.lenet",
            ##"""
            ## RMSprop whose rate is the size of its own past steps, so that steps have the weights' unit (Zeiler, 2012).
            ## The rule was made for rate 1; Keras' default of 0.001 makes it a thousand times slower.
            ## v: the running average of the squared gradient.
            ## u: the running average of the squared step.
            ## d: the step before the rate.
            ## Good at: training without choosing a rate, at its own rate of 1.
            ## Fails: with another rule's rate. At 0.001, Keras' default, every step is a thousand times smaller than it was made for, and
            ## tables that give all rules that rate show it last. It begins slowly: its first steps are a few roots of epsilon long.
            ## Source: Zeiler, 2012, https://arxiv.org/abs/1212.5701
            optimizer adadelta as keras(lr = 0.001, rho = 0.95, epsilon = 1e-7) {
                state v = 0, u = 0
                v = rho * v + (1 - rho) * g^2
                d = g * sqrt(u + epsilon) / sqrt(v + epsilon)
                u = rho * u + (1 - rho) * d^2
                w = w - lr * d
            }

            ## RMSprop whose rate is the size of its own past steps, so that steps have the weights' unit (Zeiler, 2012).
            optimizer adadelta as torch(lr = 1, rho = 0.9, epsilon = 1e-6) {
                state v = 0, u = 0
                v = rho * v + (1 - rho) * g^2
                d = g * sqrt(u + epsilon) / sqrt(v + epsilon)
                u = rho * u + (1 - rho) * d^2
                w = w - lr * d
            }

            ## RMSprop whose rate is the size of its own past steps, so that steps have the weights' unit (Zeiler, 2012, Algorithm 1).
            ## The paper has no rate; it is 1 here.
            optimizer adadelta as paper(lr = 1, rho = 0.95, epsilon = 1e-6) {
                state v = 0, u = 0
                v = rho * v + (1 - rho) * g^2
                d = g * sqrt(u + epsilon) / sqrt(v + epsilon)
                u = rho * u + (1 - rho) * d^2
                w = w - lr * d
            }
            """##
        ),
        (
            "adafactor.lenet",
            ##"""
            ## Adam's divisor from a mean for each row and each column, so that hardly anything need be kept; steps are measured by the size of the
            ## weights (Shazeer and Stern, 2018). Here the means are spread over the array, one for each weight.
            ## r: the running average of the squared gradients of each row.
            ## c: the running average of the squared gradients of each column.
            ## beta2: the share of the old averages that is kept; it grows with the steps.
            ## share: the share of the new gradients in the averages; it shrinks with the steps.
            ## size: the length of the step, by the size of the weights and the rate.
            ## u: the gradient divided by the root of its averages.
            ## v: the average squared gradient, put together from its row's and its column's.
            ## Good at: matrices so large that two more numbers for each weight would not fit. Here it is for comparing: nothing is saved.
            ## Fails: where a row and a column do not tell what a single weight's gradient is like, the divisor is wrong. Steps are measured by the
            ## weights, so weights near 0 hardly move.
            ## Source: Shazeer and Stern, 2018, https://arxiv.org/abs/1804.04235
            optimizer adafactor as keras(lr = 0.001, beta2_decay = -0.8, epsilon1 = 1e-30, epsilon2 = 0.001, clip_threshold = 1) {
                state r = 0, c = 0
                beta2 = 1 - t^beta2_decay
                size = max(epsilon2, norm(w) / sqrt(rows * columns)) * min(lr, 1 / sqrt(t))
                r = beta2 * r + (1 - beta2) * row_mean(g^2 + epsilon1)
                c = beta2 * c + (1 - beta2) * column_mean(g^2 + epsilon1)
                u = g / sqrt(where(columns == 1, r, r / column_mean(r) * c))
                w = w - size * u / max(1, norm(u) / sqrt(rows * columns) / clip_threshold)
            }

            ## Adam's divisor from a mean for each row and each column (Shazeer and Stern, 2018). `epsilon1` holds the divisor up from below: by
            ## default the smallest step of a Float at 1, as in PyTorch.
            optimizer adafactor as torch(lr = 0.01, beta2_decay = -0.8, epsilon1 = 1.1920928955078125e-07, epsilon2 = 0.001, clip_threshold = 1, decay = 0) {
                state r = 0, c = 0
                share = t^beta2_decay
                size = max(epsilon2, norm(w) / sqrt(rows * columns)) * min(lr, 1 / sqrt(t))
                if decay > 0 { w = w * (1 - lr * decay) }
                r = r + share * (row_mean(g^2) - r)
                c = c + share * (column_mean(g^2) - c)
                v = where(columns == 1, r, r * c / max(column_mean(r), epsilon1))
                u = g / sqrt(max(v, epsilon1^2))
                w = w - size * u / max(1, norm(u) / sqrt(rows * columns) / clip_threshold)
            }

            ## Adam's divisor from a mean for each row and each column (Shazeer and Stern, 2018, Algorithms 4 and 5, with the settings of
            ## section 9).
            optimizer adafactor as paper(lr = 0.01, beta2_decay = -0.8, epsilon1 = 1e-30, epsilon2 = 0.001, clip_threshold = 1) {
                state r = 0, c = 0
                beta2 = 1 - t^beta2_decay
                size = max(epsilon2, norm(w) / sqrt(rows * columns)) * min(lr, 1 / sqrt(t))
                r = beta2 * r + (1 - beta2) * row_mean(g^2 + epsilon1)
                c = beta2 * c + (1 - beta2) * column_mean(g^2 + epsilon1)
                u = g / sqrt(where(columns == 1, r, r / column_mean(r) * c))
                w = w - size * u / max(1, norm(u) / sqrt(rows * columns) / clip_threshold)
            }
            """##
        ),
        (
            "adagrad.lenet",
            ##"""
            ## Each weight has a rate of its own that shrinks with the squared gradients it has seen (Duchi, Hazan and Singer, 2011).
            ## The sum never shrinks, so in the end every weight stands still.
            ## a: the sum of the squared gradients so far.
            ## Good at: sparse gradients: what is rarely seen, such as rare words, keeps a large rate.
            ## Fails: long trainings of deep networks: the sum only grows, so the steps shrink until nothing moves. With Keras' default rate of
            ## 0.001 it is slow from the start; PyTorch's default is ten times that and its sum starts from 0.
            ## Source: Duchi, Hazan and Singer, 2011, https://jmlr.org/papers/v12/duchi11a.html
            optimizer adagrad as keras(lr = 0.001, epsilon = 1e-7, start = 0.1) {
                state a = start
                a = a + g^2
                w = w - lr * g / sqrt(a + epsilon)
            }

            ## Each weight has a rate of its own that shrinks with the squared gradients it has seen.
            optimizer adagrad as torch(lr = 0.01, rate_decay = 0, epsilon = 1e-10, start = 0) {
                state a = start
                a = a + g^2
                w = w - lr / (1 + (t - 1) * rate_decay) * g / (sqrt(a) + epsilon)
            }

            ## Each weight has a rate of its own that shrinks with the squared gradients it has seen (Duchi, Hazan and Singer, 2011).
            optimizer adagrad as paper(lr = 0.01, epsilon = 1e-8) {
                state a = 0
                a = a + g^2
                w = w - lr * g / sqrt(a + epsilon)
            }
            """##
        ),
        (
            "adam.lenet",
            ##"""
            ## Momentum divided by the root of the average squared gradient, both freed of their start from 0 (Kingma and Ba, 2015).
            ## In this form ("epsilon hat") the correction is in the rate, and epsilon is not corrected.
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## top: the largest average of the squared gradient so far.
            ## a: the rate, with both averages freed of their start from 0.
            ## m_hat: the average gradient, freed of its start from 0.
            ## v_hat: the average squared gradient, freed of its start from 0.
            ## Good at: most networks with its defaults: the step has about the length of the rate whatever the gradients' size, so the rate
            ## needs little tuning.
            ## Fails: at a fixed rate it ends less exactly than well-tuned gradient descent, and at times with a worse test accuracy. Where the
            ## gradient is nearly always tiny and rarely large, its short memory can lead it away from the minimum: `amsgrad` is the cure. An
            ## l2 penalty is divided with the gradient, so that it hardly shrinks weights with large gradients: use adamw.
            ## Source: Kingma and Ba, 2015, https://arxiv.org/abs/1412.6980
            optimizer adam as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, amsgrad = false) {
                state m = 0, v = 0, top = 0
                a = lr * sqrt(1 - beta2^t) / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                if amsgrad { top = max(top, v) } else { top = v }
                w = w - a * m / (sqrt(top) + epsilon)
            }

            ## Momentum divided by the root of the average squared gradient, both freed of their start from 0 (Kingma and Ba, 2015).
            ## a: the rate, with the average gradient freed of its start from 0.
            optimizer adam as torch(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false) {
                state m = 0, v = 0, top = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                if amsgrad { top = max(top, v) } else { top = v }
                w = w - a * m / (sqrt(top) / sqrt(1 - beta2^t) + epsilon)
            }

            ## Momentum divided by the root of the average squared gradient, both freed of their start from 0.
            ## Algorithm 1 of Kingma and Ba (2015), line by line; `amsgrad` as in Reddi, Kale and Kumar (2018), which corrects nothing.
            optimizer adam as paper(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false) {
                state m = 0, v = 0, top = 0
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                if amsgrad {
                    top = max(top, v)
                    w = w - lr * m / (sqrt(top) + epsilon)
                } else {
                    m_hat = m / (1 - beta1^t)
                    v_hat = v / (1 - beta2^t)
                    w = w - lr * m_hat / (sqrt(v_hat) + epsilon)
                }
            }

            ## Adam whose divisor never shrinks (Reddi, Kale and Kumar, 2018).
            ## Good at: problems where rare large gradients matter: they are never forgotten.
            ## Fails: one huge gradient early on makes all later steps of its weight small. In image networks it seldom does better than adam.
            ## Source: Reddi, Kale and Kumar, 2018, https://arxiv.org/abs/1904.09237
            optimizer amsgrad = adam(amsgrad: true)

            ## Adam with decoupled weight decay (Loshchilov and Hutter, 2019), at Keras' strength.
            ## Good at: large networks that would learn their training data by heart: each weight decays at the same pace whatever its gradient.
            ## Fails: `decay` is one more number to tune, and its effect hangs on the rate: a rate that falls to 0 ends the decay, too. Biases
            ## decay with all other weights here.
            ## Source: Loshchilov and Hutter, 2019, https://arxiv.org/abs/1711.05101
            optimizer adamw as keras = adam(decay: 0.004)

            ## Adam with decoupled weight decay (Loshchilov and Hutter, 2019), at PyTorch's strength.
            optimizer adamw as torch = adam(decay: 0.01)

            ## Adam with decoupled weight decay (Loshchilov and Hutter, 2019). The decay is multiplied by the rate, as both frameworks do; the
            ## paper multiplies it by the schedule alone.
            optimizer adamw as paper = adam(decay: 0.01)
            """##
        ),
        (
            "adamax.lenet",
            ##"""
            ## Adam with the largest recent gradient in place of the root of the average square (Kingma and Ba, 2015, Algorithm 2).
            ## m: the running average of the gradient.
            ## u: the largest recent gradient, fading.
            ## a: the rate, with the average gradient freed of its start from 0.
            ## Good at: gradients with rare large values, which make its steps smaller for a while instead of larger.
            ## Fails: the first gradients count for long, so it begins more slowly than adam at the same rate. Keras' default rate is
            ## half the paper's.
            ## Source: Kingma and Ba, 2015, Algorithm 2, https://arxiv.org/abs/1412.6980
            optimizer adamax as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) {
                state m = 0, u = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                u = max(beta2 * u, abs(g))
                w = w - a * m / (u + epsilon)
            }

            ## Adam with the largest recent gradient in place of the root of the average square; epsilon is inside the maximum.
            optimizer adamax as torch(lr = 0.002, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {
                state m = 0, u = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                u = max(beta2 * u, abs(g) + epsilon)
                w = w - a * m / u
            }

            ## Adam with the largest recent gradient in place of the root of the average square (Kingma and Ba, 2015, Algorithm 2).
            ## A weight that has seen no gradient yet stays: the paper's 0 / 0 is taken as 0.
            optimizer adamax as paper(lr = 0.002, beta1 = 0.9, beta2 = 0.999) {
                state m = 0, u = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                u = max(beta2 * u, abs(g))
                w = w - where(u > 0, a * m / u, 0)
            }
            """##
        ),
        (
            "asgd.lenet",
            ##"""
            ## Gradient descent with a falling rate; evaluation uses the average of the weights from step `from` on (Polyak and
            ## Juditsky, 1992).
            ## mean_w: the average of the weights since step `from`; before that, the weights themselves.
            ## rate: the rate of this step.
            ## next: the rate of the next step.
            ## from: the step from which on the weights are averaged.
            ## Good at: the end of a noisy training: the average lies nearer the minimum than any of the points it is made of.
            ## Fails: with its defaults the average begins after a million steps, which few trainings reach: say `from`.
            ## Source: Polyak and Juditsky, 1992, https://doi.org/10.1137/0330046
            optimizer asgd as torch(lr = 0.01, lambda = 0.0001, power = 0.75, from = 1e6) {
                state mean_w = w
                scalar next = 0
                rate = where(t == 1, lr, next)
                w = w * (1 - lambda * rate)
                w = w - rate * g
                mean_w = mean_w + (w - mean_w) / max(1, t - 1 - from)
                next = lr / (1 + lambda * lr * t)^power
                evaluate mean_w
            }
            """##
        ),
        (
            "common.lenet",
            ##"""
            # What every rule takes besides its own parameters, and where it enters. These paragraphs are put before and after the
            # rule's own lines; an option that a rule has as a parameter of its own stays the rule's.

            ## Keras: the penalty is part of the loss, so it comes first; then clipping, then decay, then the rule.
            optimizer before as keras(lr, l2 = 0, clip_value = 0, clip_norm = 0, clip_global = 0, decay = 0) {
                if l2 > 0 { g = g + l2 * w }
                if clip_value > 0 { g = clamp(g, -clip_value, clip_value) }
                if clip_norm > 0 { g = g * where(norm(g) > clip_norm, clip_norm / norm(g), 1) }
                if clip_global > 0 { g = g * where(global_norm(g) > clip_global, clip_global / global_norm(g), 1) }
                if decay > 0 { w = w - w * decay * lr }
            }

            ## PyTorch: clipping is a call of its own before the step; then the penalty, or decay, then the rule.
            optimizer before as torch(lr, l2 = 0, clip_value = 0, clip_norm = 0, clip_global = 0, decay = 0, maximize = false) {
                if clip_value > 0 { g = clamp(g, -clip_value, clip_value) }
                if clip_norm > 0 { g = g * min(1, clip_norm / (norm(g) + 1e-6)) }
                if clip_global > 0 { g = g * min(1, clip_global / (global_norm(g) + 1e-6)) }
                if maximize { g = -g }
                if l2 > 0 { g = g + l2 * w }
                if decay > 0 { w = w * (1 - lr * decay) }
            }

            ## The papers: Pascanu, Mikolov and Bengio (2013) clip by the norm; Loshchilov and Hutter (2019) decay apart from the rule.
            optimizer before as paper(lr, l2 = 0, clip_value = 0, clip_norm = 0, clip_global = 0, decay = 0) {
                if l2 > 0 { g = g + l2 * w }
                if clip_value > 0 { g = clamp(g, -clip_value, clip_value) }
                if clip_norm > 0 { g = g * where(norm(g) > clip_norm, clip_norm / norm(g), 1) }
                if clip_global > 0 { g = g * where(global_norm(g) > clip_global, clip_global / global_norm(g), 1) }
                if decay > 0 { w = w - w * decay * lr }
            }

            ## Evaluation uses a running average of the weights (Polyak and Juditsky, 1992); it begins with the weights of the first step.
            ## `overwrite` makes it the weights after every so many updates. `accumulate` is no line of a step: it says when there is one.
            optimizer after(average = 0, overwrite = 0, accumulate = 0) {
                if average > 0 {
                    state average_w = w
                    average_w = where(t > 1, average, 0) * average_w + (1 - where(t > 1, average, 0)) * w
                    if overwrite > 0 { w = where(t mod overwrite == 0, average_w, w) }
                    evaluate average_w
                }
            }
            """##
        ),
        (
            "ftrl.lenet",
            ##"""
            ## Follow the regularised leader: weights are solved anew from all gradients so far; with `l1` many become exactly 0
            ## (McMahan and others, 2013). Its first step sets every weight near 0, whatever it was.
            ## a: the sum of the squared gradients so far.
            ## wider: that sum with this step's.
            ## z: the gradients so far, each freed of what its step has moved already.
            ## q: how strongly each weight is held.
            ## shrinkage: the strength of a penalty on large weights that is put on the gradient alone.
            ## beta: a constant that makes the first steps smaller.
            ## Good at: large linear models with sparse inputs, where `l1` keeps most weights at exactly 0.
            ## Fails: deep networks: it forgets the weights that they were given, since its first step solves each anew from one gradient, and a
            ## network whose weights are all near 0 learns hardly anything.
            ## Source: McMahan and others, 2013, https://doi.org/10.1145/2487575.2488200
            optimizer ftrl as keras(lr = 0.001, power = -0.5, start = 0.1, l1 = 0, l2 = 0, shrinkage = 0, beta = 0) {
                state a = start, z = 0
                wider = a + g^2
                if shrinkage > 0 {
                    z = z + (g + 2 * shrinkage * w) - (wider^(-power) - a^(-power)) / lr * w
                } else {
                    z = z + g - (wider^(-power) - a^(-power)) / lr * w
                }
                q = wider^(-power) / lr + 2 * (l2 + beta / (2 * lr))
                w = (clamp(z, -l1, l1) - z) / q
                a = wider
            }

            ## Follow the regularised leader (McMahan and others, 2013, Algorithm 1): with `l1` many weights become exactly 0.
            ## n: the sum of the squared gradients so far.
            optimizer ftrl as paper(lr = 0.1, beta = 1, l1 = 0, l2 = 0) {
                state n = 0, z = 0
                wider = n + g^2
                z = z + g - (sqrt(wider) - sqrt(n)) / lr * w
                n = wider
                w = where(abs(z) <= l1, 0, (sign(z) * l1 - z) / ((beta + sqrt(n)) / lr + l2))
            }
            """##
        ),
        (
            "lamb.lenet",
            ##"""
            ## Adam whose step is as long as the weights of its array, times the rate: for large batches (You and others, 2020).
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## r: Adam's step before the rate.
            ## trust: the length of the array's weights over the length of its step.
            ## Good at: batches of thousands of images, where a rate that suits all layers alike is hard to find.
            ## Fails: arrays that start from 0, as biases do, move at first by the rate alone and then in tiny steps. On small batches it gains
            ## nothing over adam.
            ## Source: You and others, 2020, https://arxiv.org/abs/1904.00962
            optimizer lamb as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) {
                state m = 0, v = 0
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                r = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
                trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w = w - lr * trust * r
            }

            ## Adam whose step is as long as the weights of its array, times the rate (You and others, 2020, Algorithm 2). The decay is part of
            ## the step whose length is measured.
            optimizer lamb as paper(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6, decay = 0.01) {
                state m = 0, v = 0
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                r = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + decay * w
                trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w = w - lr * trust * r
            }
            """##
        ),
        (
            "landscapes.lenet",
            ##"""
            ## A bowl whose sides are steeper along y than along x.
            ## What slows gradient descent down first: a rate that suits the steep direction is far too small for the other. Rules with a rate
            ## for each weight do well here, as the directions are those of the weights.
            ## condition: how many times as steep y is as x, which is the condition number of the matrix of second derivatives.
            ## Minimum: [0, 0]
            ## Start: [-4, 3]
            ## Region: [-5, 5], [-5, 5]
            ## Source: any book on optimisation, e.g. Boyd and Vandenberghe, Convex Optimization, section 9.3.2
            landscape bowl(x, y, condition = 10) = (x^2 + condition * y^2) / 2

            ## A bowl as steep as `bowl`, turned by 45 degrees: a long valley between the weights' directions.
            ## Each weight alone looks equally steep, so a rate for each weight helps nothing; momentum does. That is how it differs from `bowl`.
            ## condition: how many times as steep the valley's walls are as its floor.
            ## Minimum: [0, 0]
            ## Start: [-4, -1]
            ## Region: [-5, 5], [-5, 5]
            ## Source: the quadratic of `bowl` in turned coordinates, u = (x + y) / sqrt(2) and v = (x - y) / sqrt(2)
            landscape ravine(x, y, condition = 100) = ((x + y)^2 + condition * (x - y)^2) / 4

            ## A saddle at (0, 0) between two valleys.
            ## At the saddle the gradient is 0 though it is no minimum; rules that start on the ridge y = 0 stay on it unless noise or rounding
            ## pushes them off, and close to it the way down begins slowly.
            ## Minimum: [0, 1]
            ## Minimum: [0, -1]
            ## Start: [-1.8, 0.001]
            ## Region: [-2, 2], [-2, 2]
            ## Source: Pascanu, Dauphin, Ganguli and Bengio, 2014, https://arxiv.org/abs/1405.4604, on saddles in the losses of networks
            landscape saddle(x, y) = x^2 / 2 + y^4 / 4 - y^2 / 2

            ## A bent valley with a floor that is almost level.
            ## Into the valley is easy, along it is not: the gradient points to the walls, not to the minimum. The usual test of a minimiser.
            ## Minimum: [1, 1]
            ## Start: [-1.5, 2]
            ## Region: [-2, 2], [-1, 3]
            ## Source: Rosenbrock, 1960, https://doi.org/10.1093/comjnl/3.3.175
            landscape rosenbrock(x, y) = (1 - x)^2 + 100 * (y - x^2)^2

            ## A plain with steep corners and one minimum.
            ## Gradients differ by many powers of ten between the corners and the plain, so one rate is too large here and too small there.
            ## Minimum: [3, 0.5]
            ## Start: [1, 1.5]
            ## Region: [-0.5, 4.5], [-1.5, 2]
            ## Source: Beale, 1958, On an iterative method for finding a local minimum of a function of more than one variable
            landscape beale(x, y) = (1.5 - x + x * y)^2 + (2.25 - x + x * y^2)^2 + (2.625 - x + x * y^3)^2

            ## Four minima, all of height 0.
            ## Which of them a rule finds depends on where it starts, and on the rule.
            ## Minimum: [3, 2]
            ## Minimum: [-2.805118086952745, 3.131312518250573]
            ## Minimum: [-3.779310253377747, -3.283185991286170]
            ## Minimum: [3.584428340330492, -1.848126526964404]
            ## Start: [-0.5, -1]
            ## Region: [-5, 5], [-5, 5]
            ## Source: Himmelblau, 1972, Applied Nonlinear Programming
            landscape himmelblau(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2

            ## A bowl full of dents, about one minimum to each whole number, the lowest at (0, 0).
            ## Every rule that follows the gradient stays in a dent near its start, unless its steps or their noise are large enough to leave it.
            ## Minimum: [0, 0]
            ## Start: [2.2, -1.7]
            ## Region: [-3, 3], [-3, 3]
            ## Source: Rastrigin, 1974, Systems of extremal control; for two variables, with the usual 10
            landscape rastrigin(x, y) = 20 + x^2 - 10 * cos(2 * pi * x) + y^2 - 10 * cos(2 * pi * y)

            ## The bowl, seen through small batches: normal noise is added to every gradient.
            ## No constant rate comes to rest here: the larger the rate, the farther from the minimum the path wanders. A rate that falls, or an
            ## average of the weights, does.
            ## condition: how many times as steep y is as x.
            ## Minimum: [0, 0]
            ## Start: [-4, 3]
            ## Region: [-5, 5], [-5, 5]
            ## Noise: 2
            ## Source: Robbins and Monro, 1951, https://doi.org/10.1214/aoms/1177729586, on why the rate must fall
            landscape noisy_bowl(x, y, condition = 10) = (x^2 + condition * y^2) / 2
            """##
        ),
        (
            "lion.lenet",
            ##"""
            ## Only the sign of a blend of momentum and gradient counts: every weight moves by the rate (Chen and others, 2023).
            ## It wants a rate three to ten times smaller than Adam's.
            ## m: the running average of the gradient.
            ## beta1: the share of the running average in the blend whose sign is the step's.
            ## beta2: the share of the gradients' average that is kept at each step.
            ## Good at: large networks and large batches with a falling rate; it keeps one number for each weight where adam keeps two.
            ## Fails: every weight moves by the whole rate in every step, however small its gradient: at a fixed rate it never settles, and at
            ## adam's rate it is too fast. Small batches, whose signs are mostly noise, suit it badly.
            ## Source: Chen and others, 2023, https://arxiv.org/abs/2302.06675
            optimizer lion as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.99) {
                state m = 0
                w = w - lr * sign(beta1 * m + (1 - beta1) * g)
                m = beta2 * m + (1 - beta2) * g
            }

            ## Only the sign of a blend of momentum and gradient counts: every weight moves by the rate (Chen and others, 2023).
            optimizer lion as paper(lr = 0.0001, beta1 = 0.9, beta2 = 0.99) {
                state m = 0
                w = w - lr * sign(beta1 * m + (1 - beta1) * g)
                m = beta2 * m + (1 - beta2) * g
            }
            """##
        ),
        (
            "muon.lenet",
            ##"""
            ## Momentum made orthogonal: every direction of a matrix moves by the same amount (Jordan and others, 2024). For matrices alone;
            ## biases and convolutions are moved by AdamW. The step is as large as AdamW's would be.
            ## m: the sum of past gradients, older ones counting less; in torch their running average.
            ## d: the direction before it is made orthogonal.
            ## o: the direction made orthogonal: all its singular values near 1.
            ## a: of a round x ← a x + (b y + c y²) x with y = x xᵀ, the share of x itself.
            ## b: the share of y x in a round.
            ## c: the share of y² x in a round.
            ## size: how long the step is for a matrix of this shape.
            ## Good at: the large matrices inside deep networks, which it often trains in fewer steps than adam.
            ## Fails: it says nothing of biases and convolutions, which another rule must move, and a network such as LeNet-5 has most of its
            ## steps there. A step costs many times adam's arithmetic.
            ## Source: Jordan and others, 2024, https://kellerjordan.github.io/posts/muon/
            optimizer muon as keras(lr = 0.001, momentum = 0.95, rounds = 5, a = 3.4445, b = -4.775, c = 2.0315, rms_rate = 0.2, plain = false, adam_beta1 = 0.9, adam_beta2 = 0.999, epsilon = 1e-7, adam_lr_ratio = 1, adam_decay = 0.004, decay = 0.004) {
                only matrices, else adamw(lr: lr * adam_lr_ratio, beta1: adam_beta1, beta2: adam_beta2, epsilon: epsilon, decay: adam_decay / adam_lr_ratio)
                state m = 0
                m = momentum * m + g
                if plain { d = m } else { d = g + momentum * m }
                o = orthogonalize(d / (norm(d) + 1e-7), rounds, a, b, c)
                w = w - lr * where(rms_rate > 0, rms_rate * sqrt(max(rows, columns)), 1) * o
            }

            ## Momentum made orthogonal: every direction of a matrix moves by the same amount (Jordan and others, 2024). PyTorch refuses what is
            ## no matrix; here AdamW moves it. PyTorch's own iteration rounds to bfloat16, this one does not.
            optimizer muon as torch(lr = 0.001, momentum = 0.95, rounds = 5, a = 3.4445, b = -4.775, c = 2.0315, epsilon = 1e-7, plain = false, match_rms = false, spectral = false, decay = 0.1) {
                only matrices, else adamw(lr: lr)
                state m = 0
                m = momentum * m + (1 - momentum) * g
                if plain { d = m } else { d = momentum * m + (1 - momentum) * g }
                o = orthogonalize(d / max(norm(d), epsilon), rounds, a, b, c)
                if match_rms {
                    size = 0.2 * sqrt(max(rows, columns))
                } else if spectral {
                    size = sqrt(rows / columns)
                } else {
                    size = sqrt(max(1, rows / columns))
                }
                w = w - lr * size * o
            }

            ## Momentum made orthogonal: every direction of a matrix moves by the same amount (Jordan and others, 2024). For matrices alone.
            optimizer muon as paper(lr = 0.02, momentum = 0.95, rounds = 5, plain = false) {
                only matrices, else adamw(lr: 0.1 * lr)
                state m = 0
                m = momentum * m + g
                if plain { d = m } else { d = g + momentum * m }
                w = w - lr * sqrt(max(1, rows / columns)) * orthogonalize(d, rounds)
            }
            """##
        ),
        (
            "nadam.lenet",
            ##"""
            ## Adam that looks ahead as Nesterov's momentum does, with a momentum that warms up (Dozat, 2016).
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## mu: the momentum of this step.
            ## next: the momentum of the next step.
            ## p: the product of all momenta so far.
            ## Good at: what adam is good at, a little faster in the first epochs.
            ## Fails: as adam does. Its schedule of the momentum hides in a constant (0.96), and the two frameworks run it 250 times apart, so
            ## a comparison across them compares two rules.
            ## Source: Dozat, 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
            optimizer nadam as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) {
                state m = 0, v = 0
                scalar p = 1
                mu = beta1 * (1 - 0.5 * 0.96^t)
                next = beta1 * (1 - 0.5 * 0.96^(t + 1))
                p = p * mu
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                w = w - lr * (next * m / (1 - p * next) + (1 - mu) * g / (1 - p)) / (sqrt(v / (1 - beta2^t)) + epsilon)
            }

            ## Adam that looks ahead as Nesterov's momentum does (Dozat, 2016). The momentum warms up 250 times slower than in Keras.
            optimizer nadam as torch(lr = 0.002, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentum_decay = 0.004) {
                state m = 0, v = 0
                scalar p = 1
                mu = beta1 * (1 - 0.5 * 0.96^(t * momentum_decay))
                next = beta1 * (1 - 0.5 * 0.96^((t + 1) * momentum_decay))
                p = p * mu
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                w = w - lr * (next * m / (1 - p * next) + (1 - mu) * g / (1 - p)) / (sqrt(v / (1 - beta2^t)) + epsilon)
            }

            ## Adam that looks ahead as Nesterov's momentum does (Dozat, 2016, Algorithm 2 with the schedule of its section 3.2).
            ## n: the running average of the squared gradient.
            ## m_bar: the average gradient, freed of its start from 0 and one step ahead.
            ## n_hat: the average squared gradient, freed of its start from 0.
            optimizer nadam as paper(lr = 0.002, beta1 = 0.975, beta2 = 0.999, epsilon = 1e-8) {
                state m = 0, n = 0
                scalar p = 1
                mu = beta1 * (1 - 0.5 * 0.96^(t / 250))
                next = beta1 * (1 - 0.5 * 0.96^((t + 1) / 250))
                p = p * mu
                m = mu * m + (1 - mu) * g
                n = beta2 * n + (1 - beta2) * g^2
                m_bar = next * m / (1 - p * next) + (1 - mu) * g / (1 - p)
                n_hat = beta2 * n / (1 - beta2^t)
                w = w - lr * m_bar / (sqrt(n_hat) + epsilon)
            }
            """##
        ),
        (
            "radam.lenet",
            ##"""
            ## Adam that trusts its divisor only when it has seen enough steps; before that, momentum alone (Liu and others, 2020).
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## m_hat: the average gradient, freed of its start from 0.
            ## longest: how many gradients the second average sees in the end.
            ## length: how many it has seen so far.
            ## rectified: how far it can be trusted.
            ## Good at: trainings that adam needs a warm-up for: it brings its own.
            ## Fails: in its first five steps it is momentum alone, undivided: with gradients much larger than 1 those steps are large.
            ## Source: Liu and others, 2020, https://arxiv.org/abs/1908.03265
            optimizer radam as torch(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {
                state m = 0, v = 0
                longest = 2 / (1 - beta2) - 1
                length = longest - 2 * t * beta2^t / (1 - beta2^t)
                rectified = sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                m_hat = m / (1 - beta1^t)
                w = w - lr * m_hat * where(length > 5, rectified * sqrt(1 - beta2^t) / (sqrt(v) + epsilon), 1)
            }

            ## Adam that trusts its divisor only when it has seen enough steps; before that, momentum alone (Liu and others, 2020, Algorithm 2).
            ## The paper has no epsilon: a weight that has seen no gradient yet stays.
            ## r: how far the second average can be trusted.
            ## adapted: the gradients' divisor and that share, once they can be had.
            optimizer radam as paper(lr = 0.001, beta1 = 0.9, beta2 = 0.999) {
                state m = 0, v = 0
                longest = 2 / (1 - beta2) - 1
                length = longest - 2 * t * beta2^t / (1 - beta2^t)
                r = sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
                v = beta2 * v + (1 - beta2) * g^2
                m = beta1 * m + (1 - beta1) * g
                m_hat = m / (1 - beta1^t)
                adapted = where(v > 0, r * sqrt(1 - beta2^t) / sqrt(v), 0)
                w = w - lr * m_hat * where(length > 4, adapted, 1)
            }
            """##
        ),
        (
            "rmsprop.lenet",
            ##"""
            ## AdaGrad that forgets: the gradient is divided by the root of a running average of its square (Hinton's lecture, 2012).
            ## `centered` takes the square of the running average away first; momentum keeps a share of the last step.
            ## v: the running average of the squared gradient.
            ## a: the running average of the gradient.
            ## b: the sum of past steps, older ones counting less.
            ## d: what the gradient is divided by.
            ## Good at: gradients whose size changes during the training, as in recurrent networks, with little tuning.
            ## Fails: nothing corrects the average's start from 0, so the first steps are several times the rate. At a fixed rate the loss keeps
            ## jumping near its minimum. Whether epsilon is inside the root matters where gradients are tiny.
            ## Source: Tieleman and Hinton, 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf; centred: Graves,
            ## 2013, https://arxiv.org/abs/1308.0850
            optimizer rmsprop as keras(lr = 0.001, rho = 0.9, momentum = 0, epsilon = 1e-7, centered = false) {
                state v = 0, a = 0, b = 0
                v = rho * v + (1 - rho) * g^2
                if centered {
                    a = rho * a + (1 - rho) * g
                    d = sqrt(v - a^2 + epsilon)
                } else {
                    d = sqrt(v + epsilon)
                }
                if momentum > 0 {
                    b = momentum * b + lr * g / d
                    w = w - b
                } else {
                    w = w - lr * g / d
                }
            }

            ## AdaGrad that forgets. Here epsilon stands outside the root, and the rate outside the momentum.
            optimizer rmsprop as torch(lr = 0.01, rho = 0.99, momentum = 0, epsilon = 1e-8, centered = false) {
                state v = 0, a = 0, b = 0
                v = rho * v + (1 - rho) * g^2
                if centered {
                    a = rho * a + (1 - rho) * g
                    d = sqrt(v - a^2) + epsilon
                } else {
                    d = sqrt(v) + epsilon
                }
                if momentum > 0 {
                    b = momentum * b + g / d
                    w = w - lr * b
                } else {
                    w = w - lr * g / d
                }
            }

            ## AdaGrad that forgets: the gradient is divided by the root of a running average of its square (Hinton's lecture, 2012).
            optimizer rmsprop as paper(lr = 0.001, rho = 0.9, epsilon = 1e-8) {
                state v = 0
                v = rho * v + (1 - rho) * g^2
                w = w - lr * g / sqrt(v + epsilon)
            }
            """##
        ),
        (
            "rprop.lenet",
            ##"""
            ## Only the gradient's sign counts: each weight's step grows while the sign stays and shrinks when it changes
            ## (Riedmiller and Braun, 1993). Made for whole passes; the noise of small batches shrinks every step.
            ## s: the length of each weight's step.
            ## last: the gradient of the last step; 0 where it had changed its sign.
            ## turn: above 0 where the gradient kept its sign.
            ## Good at: small networks trained on all their images at once; how large the gradients are does not matter at all.
            ## Fails: with batches: noise turns the signs, each turn halves a step, and soon nothing moves.
            ## Source: Riedmiller and Braun, 1993, https://doi.org/10.1109/ICNN.1993.298623
            optimizer rprop as torch(lr = 0.01, shrink = 0.5, grow = 1.2, least = 1e-6, most = 50) {
                state s = lr, last = 0
                turn = g * last
                s = clamp(s * where(turn > 0, grow, where(turn < 0, shrink, 1)), least, most)
                g = where(turn < 0, 0, g)
                w = w - sign(g) * s
                last = g
            }

            ## Only the gradient's sign counts; where it changes, the last step is taken back (Riedmiller and Braun, 1993).
            ## move: the step that is made; it is taken back where the gradient changed its sign.
            optimizer rprop as paper(lr = 0.1, shrink = 0.5, grow = 1.2, least = 1e-6, most = 50) {
                state s = lr, last = 0, move = 0
                turn = g * last
                s = clamp(s * where(turn > 0, grow, where(turn < 0, shrink, 1)), least, most)
                move = where(turn < 0, -move, -sign(g) * s)
                last = where(turn < 0, 0, g)
                w = w + move
            }
            """##
        ),
        (
            "schedule_free_adamw.lenet",
            ##"""
            ## AdamW without a schedule: gradients are taken between a fast point and the average of all fast points, and evaluation
            ## uses the average (Defazio and others, 2024).
            ## z: the fast point, which makes the steps.
            ## x: the average of all fast points, which evaluation uses.
            ## v: the running average of the squared gradient.
            ## rate: the rate of this step.
            ## Good at: trainings whose length is not known beforehand: it needs no schedule that ends.
            ## Fails: if evaluation took the weights it trains with instead of their average it would look much worse than it is; here
            ## `evaluate` and what is saved use the average. It wants a larger rate than adam.
            ## Source: Defazio and others, 2024, https://arxiv.org/abs/2405.15682
            optimizer schedule_free_adamw as keras(lr = 0.0025, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, warmup = 0) {
                state z = w, v = 0
                if warmup > 0 { rate = lr * min(1, t / warmup) } else { rate = lr }
                x = (w - (1 - beta1) * z) / beta1
                v = beta2 * v + (1 - beta2) * g^2
                z = z - rate * g / (sqrt(v / (1 - beta2^t)) + epsilon)
                x = (1 - 1 / t) * x + z / t
                w = (1 - beta1) * z + beta1 * x
                evaluate x
            }

            ## AdamW without a schedule (Defazio and others, 2024, Algorithm 1): steps count by the square of their rate, decay acts on the fast
            ## point, and Adam's correction is in the rate.
            ## total: the sum of the squared rates so far.
            optimizer schedule_free_adamw as paper(lr = 0.0025, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, warmup = 0, decay = 0) {
                state z = w, x = w, v = 0
                scalar total = 0
                rate = lr * sqrt(1 - beta2^t) * where(t < warmup, t / warmup, 1)
                v = beta2 * v + (1 - beta2) * g^2
                z = z - rate * g / (sqrt(v) + epsilon) - rate * decay * w
                total = total + rate^2
                x = x + rate^2 / total * (z - x)
                w = (1 - beta1) * z + beta1 * x
                evaluate x
            }
            """##
        ),
        (
            "schedules.lenet",
            ##"""
            # A schedule gives the rate of the update about to be made. It sees lr (the base rate), step and epoch (batches and epochs done so
            # far, from 0), steps and epochs (of the whole training). A block has its lines carried out before every update, or, where it looks at
            # `metric` or `accuracy`, after every epoch; what it calls `scalar` it remembers.

            ## The rate stays as it is.
            ## Good at: a first look at a rule.
            ## Fails: near the minimum, where the noise of the batches keeps a fixed rate jumping about.
            schedule constant() = lr

            ## The rate is multiplied by `factor` after every so many epochs.
            ## every: after how many epochs.
            ## factor: what the rate is multiplied by.
            schedule step(every = 10, factor = 0.1) = lr * factor ^ floor(epoch / every)

            ## The rate is multiplied by `factor` behind each of the milestones, which count updates: the update at a milestone is not yet changed.
            schedule multistep as keras(milestones = [], factor = 0.1) = lr * factor ^ sum(milestones < step)

            ## The rate is multiplied by `factor` at each of the milestones, which count epochs.
            schedule multistep as torch(milestones = [], factor = 0.1) = lr * factor ^ sum(milestones <= epoch)

            ## The first of the values up to the first milestone, which counts updates, then the second, and so on, whatever the base rate is.
            schedule piecewise as keras(milestones = [], values = []) = where(lr > 0, values[sum(milestones < step)], 0)

            ## The rate falls by `factor` over every so many updates (one epoch unless said): smoothly, or in steps by `staircase`.
            ## every: over how many updates.
            ## factor: what the rate is multiplied by over so many updates.
            schedule exponential as keras(factor = 0.9, every = steps / epochs, staircase = false) = lr * factor ^ where(staircase, floor(step / every), step / every)

            ## The rate is multiplied by `factor` after every epoch.
            ## factor: what the rate is multiplied by after every epoch.
            schedule exponential as torch(factor = 0.9) = lr * factor ^ epoch

            ## Half a cosine from the rate down to `lowest` times the rate, over so many updates (the whole training unless said); then it stays there.
            ## over: how many updates it takes to the bottom.
            ## lowest: what it ends at, as a part of the rate in keras, as a rate in torch.
            ## Good at: a training whose length is known: large steps for most of it, small ones at the end.
            ## Fails: when a training goes on after its end: the rate stays at the bottom (keras) or climbs again (torch).
            ## Source: Loshchilov and Hutter, 2017, https://arxiv.org/abs/1608.03983
            schedule cosine as keras(over = steps, lowest = 0) = lr * ((1 - lowest) * 0.5 * (1 + cos(pi * min(step, over) / over)) + lowest)

            ## A cosine from the rate down to the rate `lowest`, over so many updates (the whole training unless said); after that it climbs again.
            schedule cosine as torch(over = steps, lowest = 0) = lowest + (lr - lowest) * (1 + cos(pi * step / over)) / 2

            ## The rate divided by a number that grows with the updates; `staircase` counts only whole stretches of `every`.
            ## every: how many updates count as one.
            ## factor: how fast it falls.
            ## staircase: whether only whole stretches count.
            schedule inverse_time(factor = 0.5, every = steps / epochs, staircase = false) = lr / (1 + factor * where(staircase, floor(step / every), step / every))

            ## From the rate to the rate `lowest` over so many updates, along a power of the way that is left.
            ## over: how many updates it takes.
            ## lowest: the rate that it ends at.
            ## power: 1 is a straight line.
            ## cycle: whether it begins anew, longer, when it has reached its end.
            schedule polynomial as keras(over = steps, lowest = 0.0001, power = 1, cycle = false) = (lr - lowest) * (1 - where(cycle, step / (over * max(1, -floor(-step / over))), min(step, over) / over)) ^ power + lowest

            ## From the rate to 0 over so many updates, along a power of the way that is left.
            ## over: how many updates it takes.
            ## power: 1 is a straight line.
            schedule polynomial as torch(over = steps, power = 1) = lr * (1 - min(step, over) / over) ^ power

            ## From a part of the rate to another part of it, in a straight line over so many updates.
            ## over: how many updates it takes.
            ## from: the part of the rate that it begins with.
            ## to: the part of the rate that it ends with.
            schedule linear(over = steps / epochs, from = 0.3333333333333333, to = 1) = lr * (from + (to - from) * min(step, over) / over)

            ## A part of the rate for so many updates, then the whole rate.
            ## over: for how many updates.
            ## factor: the part of the rate.
            schedule reduced_start(over = steps / epochs, factor = 0.3333333333333333) = where(step < over, lr * factor, lr)

            ## A straight rise to the rate over the first updates, then half a cosine down to `lowest` times the rate.
            ## warmup: for how many updates the rate rises.
            ## from: the rate that it rises from, in keras; the part of the rate, in torch.
            ## over: how many updates the cosine takes.
            ## lowest: what it ends at, as a part of the rate in keras, as a rate in torch.
            schedule cosine_warmup as keras(warmup = steps / 10, from = 0, over = steps - steps / 10, lowest = 0) = where(step < warmup, from + (lr - from) * step / warmup, lr * ((1 - lowest) * 0.5 * (1 + cos(pi * min(step - warmup, over) / over)) + lowest))

            ## A straight rise from a part of the rate over the first updates, then a cosine down to the rate `lowest`. `rise` is how many of the
            ## first updates the rise takes, all of them unless said, and `to` the part of the rate it ends at.
            schedule cosine_warmup as torch(warmup = steps / 10, from = 0.1, to = 1, rise = warmup, over = steps - steps / 10, lowest = 0) = where(step < warmup, lr * (from + (to - from) * min(step, rise) / rise), lowest + (lr - lowest) * (1 + cos(pi * (step - warmup) / over)) / 2)

            ## A straight rise from a part of the rate to the rate, over the first tenth of the updates unless said; then it stays.
            schedule warmup(over = steps / 10, from = 0) = lr * (from + (1 - from) * min(step / max(over, 1e-9), 1))

            ## Half cosines one behind the other, from the rate down to `lowest` times the rate; `grow` makes each longer than the last, `shrink` lower.
            schedule warm_restarts as keras(every = steps / epochs, grow = 2, shrink = 1, lowest = 0) {
                scalar begun = 0, period = every, height = 1
                if step - begun >= period {
                    begun = begun + period
                    period = period * grow
                    height = height * shrink
                }
                lr = lr * ((1 - lowest) * 0.5 * height * (1 + cos(pi * (step - begun) / period)) + lowest)
            }

            ## Half cosines one behind the other, each from the rate down to the rate `lowest`, so many epochs long; `grow` makes each longer.
            schedule warm_restarts as torch(every = 1, grow = 1, lowest = 0) {
                scalar begun = 0, period = every
                if epoch - begun >= period {
                    begun = begun + period
                    period = period * grow
                }
                lr = lowest + (lr - lowest) * (1 + cos(pi * (epoch - begun) / period)) / 2
            }

            ## One rise to the rate and one fall far below its beginning, while the momentum falls and rises (Smith, 2018). The base rate is the top.
            schedule one_cycle as torch(over = steps, rise = 0.3, divide = 25, divide_end = 10000, low_momentum = 0.85, high_momentum = 0.95, straight = false, three_phase = false, keep_momentum = false) {
                top_at = rise * over - 1
                down_at = where(three_phase, 2 * rise * over - 2, top_at)
                bottom = lr / divide
                if step <= top_at {
                    share = step / max(top_at, 1e-9)
                    from = bottom
                    to = lr
                    momentum_from = high_momentum
                    momentum_to = low_momentum
                } else if step <= down_at {
                    share = (step - top_at) / (down_at - top_at)
                    from = lr
                    to = bottom
                    momentum_from = low_momentum
                    momentum_to = high_momentum
                } else {
                    share = min(1, (step - down_at) / (over - 1 - down_at))
                    from = where(three_phase, bottom, lr)
                    to = bottom / divide_end
                    momentum_from = where(three_phase, high_momentum, low_momentum)
                    momentum_to = high_momentum
                }
                if not straight { share = (1 - cos(pi * share)) / 2 }
                lr = from + (to - from) * share
                if not keep_momentum { momentum = momentum_from + (momentum_to - momentum_from) * share }
            }

            ## Up to `top` and down to the rate again, over and over, in straight lines, while the momentum goes down and up (Smith, 2017).
            ## `halving` makes each tooth half as high as the last; `gamma` lowers them all the time.
            schedule cyclic as torch(top = 10 * lr, up = steps / epochs, down = up, gamma = 1, low_momentum = 0.8, high_momentum = 0.9, halving = false, keep_momentum = false) {
                tooth = floor(1 + step / (up + down))
                x = 1 + step / (up + down) - tooth
                turn = up / (up + down)
                height = where(x <= turn, x / turn, (x - 1) / (turn - 1)) * where(halving, 0.5 ^ (tooth - 1), gamma ^ step)
                lr = lr + (top - lr) * height
                if not keep_momentum { momentum = high_momentum - (high_momentum - low_momentum) * height }
            }

            ## The rate is multiplied by `factor` when the loss has not become better for `patience` epochs in a row, by at least `threshold`; then
            ## it is left alone for `cooldown` epochs. The loss is that of the validation images, or of the training images where there are none.
            schedule plateau as keras(factor = 0.1, patience = 10, threshold = 0.0001, cooldown = 0, lowest = 0, highest = false) {
                scalar rate = lr, best = where(highest, -infinity, infinity), waited = 0, rest = 0
                if rest > 0 {
                    rest = rest - 1
                    waited = 0
                }
                if where(highest, accuracy > best + threshold, metric < best - threshold) {
                    best = where(highest, accuracy, metric)
                    waited = 0
                } else if rest <= 0 {
                    waited = waited + 1
                    if waited >= patience and rate > lowest {
                        rate = max(rate * factor, lowest)
                        rest = cooldown
                        waited = 0
                    }
                }
                lr = rate
            }

            ## The rate is multiplied by `factor` when the loss has not become better for more than `patience` epochs in a row, by a share of
            ## `threshold`, or, `absolute`, by `threshold` itself; then it is left alone for `cooldown` epochs.
            schedule plateau as torch(factor = 0.1, patience = 10, threshold = 0.0001, cooldown = 0, lowest = 0, least_change = 1e-8, absolute = false, highest = false) {
                scalar rate = lr, best = where(highest, -infinity, infinity), bad = 0, rest = 0
                watched = where(highest, accuracy, metric)
                margin = where(absolute, threshold, where(best == infinity or best == -infinity, 0, best * threshold))
                if where(highest, watched > best + margin, watched < best - margin) {
                    best = watched
                    bad = 0
                } else {
                    bad = bad + 1
                }
                if rest > 0 {
                    rest = rest - 1
                    bad = 0
                }
                if bad > patience {
                    if rate - max(rate * factor, lowest) > least_change { rate = max(rate * factor, lowest) }
                    rest = cooldown
                    bad = 0
                }
                lr = rate
            }
            """##
        ),
        (
            "sgd.lenet",
            ##"""
            ## Gradient descent: a step against the gradient, as long as the rate says.
            ## With momentum the step keeps a share of the last one; `nesterov` looks ahead along it.
            ## In this form the rate is inside the momentum, so a rate that changes takes its time to arrive.
            ## v: the step that was made last.
            ## b: the sum of past gradients, each step's share of the older ones smaller.
            ## Good at: image networks when its rate is tuned and falls over the training; often the best final accuracy of all rules.
            ## Fails: it wants its rate tuned: a rate made for another rule leaves it far behind or lets it diverge. Gradients of very
            ## different size in different layers get steps of very different size; flat stretches take it long.
            ## Source: Robbins and Monro, 1951, https://doi.org/10.1214/aoms/1177729586; momentum: Polyak, 1964, and Rumelhart, Hinton and
            ## Williams, 1986; Nesterov's: Sutskever and others, 2013, https://proceedings.mlr.press/v28/sutskever13.html
            optimizer sgd as keras(lr = 0.01, momentum = 0, nesterov = false) {
                state v = 0
                if momentum > 0 {
                    v = momentum * v - lr * g
                    if nesterov { w = w + momentum * v - lr * g } else { w = w + v }
                } else {
                    w = w - lr * g
                }
            }

            ## Gradient descent: a step against the gradient, as long as the rate says.
            ## In this form the rate is outside the momentum, so a rate that changes holds for the whole step at once.
            ## `dampening` keeps a share of the gradient out of the momentum, but for the first; Nesterov's momentum goes without.
            optimizer sgd as torch(lr = 0.001, momentum = 0, dampening = 0, nesterov = false) {
                state b = 0
                if momentum > 0 {
                    if nesterov {
                        b = momentum * b + g
                        w = w - lr * (g + momentum * b)
                    } else {
                        if dampening > 0 { b = momentum * b + where(t == 1, 1, 1 - dampening) * g } else { b = momentum * b + g }
                        w = w - lr * b
                    }
                } else {
                    w = w - lr * g
                }
            }

            ## Gradient descent. Momentum as in Rumelhart, Hinton and Williams (1986), Nesterov's as in Sutskever and others (2013).
            optimizer sgd as paper(lr = 0.01, momentum = 0, nesterov = false) {
                state v = 0
                if momentum > 0 {
                    v = momentum * v - lr * g
                    if nesterov { w = w + momentum * v - lr * g } else { w = w + v }
                } else {
                    w = w - lr * g
                }
            }
            """##
        ),
    ]
}
