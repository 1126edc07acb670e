import LenetCards

/// What the hyper-parameters' names mean in every rule: which values they take, in one sentence what they do, and what other
/// tools call them. A user's own rule may use other names; those take any finite number.
enum HyperparameterCatalogue {
    struct Entry {
        var range: Interval
        var summary: String
        var otherSpellings: [String] = []
        /// 2 and 3, but not 2.5.
        var isWhole = false
    }

    static func entry(_ name: String) -> Entry {
        entries[name] ?? Entry(range: .any, summary: "A setting of this rule.")
    }

    static let entries: [String: Entry] = [
        "lr": Entry(
            range: .nonNegative, summary: "The learning rate: how far a step goes, before the schedule.",
            otherSpellings: ["learning_rate", "rate", "eta", "step_size"]),
        "momentum": Entry(
            range: .decay, summary: "The share of the last step's movement that is kept.", otherSpellings: ["mu"]),
        "dampening": Entry(range: .share, summary: "The share of the gradient that does not enter the momentum.", otherSpellings: ["damp"]),
        "rho": Entry(
            range: .decay, summary: "The share of the old average that is kept at each step.",
            otherSpellings: ["alpha", "gamma", "decay_rate"]),
        "beta1": Entry(
            range: .decay, summary: "The share of the gradients' average that is kept at each step.",
            otherSpellings: ["beta_1", "betas", "b1"]),
        "beta2": Entry(
            range: .decay, summary: "The share of the squared gradients' average that is kept at each step.",
            otherSpellings: ["beta_2", "betas", "b2"]),
        "epsilon": Entry(
            range: .nonNegative, summary: "A small number that keeps a denominator from 0.", otherSpellings: ["eps", "epsilon_1"]),
        "start": Entry(
            range: .nonNegative, summary: "What the accumulator of squared gradients starts from.",
            otherSpellings: ["initial_accumulator_value", "initial"]),
        "rate_decay": Entry(
            range: .nonNegative, summary: "The rate is divided by 1 + rate_decay * (t - 1).", otherSpellings: ["lr_decay"]),
        "momentum_decay": Entry(range: .nonNegative, summary: "How fast the momentum warms up to beta1."),
        "shrink": Entry(range: Interval(lower: 0, includesLower: false, upper: 1, includesUpper: false), summary: "The step's factor where the gradient changed its sign.", otherSpellings: ["etas", "eta_minus"]),
        "grow": Entry(range: Interval(lower: 1, includesLower: false, upper: .infinity, includesUpper: false), summary: "The step's factor where the gradient kept its sign.", otherSpellings: ["etas", "eta_plus"]),
        "least": Entry(range: .nonNegative, summary: "The smallest step.", otherSpellings: ["step_sizes"]),
        "most": Entry(range: .positive, summary: "The largest step.", otherSpellings: ["step_sizes"]),
        "lambda": Entry(range: .nonNegative, summary: "The decay of the weights inside the rule.", otherSpellings: ["lambd"]),
        "power": Entry(range: .any, summary: "The exponent."),
        "l1": Entry(range: .nonNegative, summary: "The strength of the pull of each weight towards 0 by a constant."),
        "warmup": Entry(range: .nonNegative, summary: "Over how many steps the rate rises to its full height.", otherSpellings: ["warmup_steps"]),

        "decay": Entry(
            range: .nonNegative, summary: "Each step takes lr * decay of every weight away, apart from the rule (decoupled weight decay).",
            otherSpellings: ["weight_decay", "wd", "decoupled_weight_decay"]),
        "l2": Entry(
            range: .nonNegative, summary: "Adds l2 * w to the gradient: a penalty on large weights.",
            otherSpellings: ["weight_decay", "wd", "weight_penalty"]),
        "clip_value": Entry(
            range: .positive, summary: "Each number of the gradient is held between -clip_value and clip_value.",
            otherSpellings: ["clipvalue", "clip"]),
        "clip_norm": Entry(
            range: .positive, summary: "A gradient array longer than this is scaled down to this length.",
            otherSpellings: ["clipnorm", "max_norm", "clip"]),
        "clip_global": Entry(
            range: .positive, summary: "All gradients together are scaled down to this length.",
            otherSpellings: ["global_clipnorm", "clip_global_norm"]),
        "average": Entry(
            range: .decay, summary: "Evaluation uses a running average of the weights; this share of it is kept at each step.",
            otherSpellings: ["use_ema", "ema", "ema_momentum"]),
        "overwrite": Entry(
            range: Interval(lower: 1, includesLower: true, upper: 1e9, includesUpper: true),
            summary: "After every so many updates the weights become their average.",
            otherSpellings: ["ema_overwrite_frequency"], isWhole: true),
        "accumulate": Entry(
            range: Interval(lower: 1, includesLower: true, upper: 1e9, includesUpper: true),
            summary: "How many batches' gradients are averaged before the weights move.",
            otherSpellings: ["gradient_accumulation_steps"], isWhole: true),

        "rounds": Entry(
            range: Interval(lower: 0, includesLower: true, upper: 99, includesUpper: true),
            summary: "How many rounds of Newton and Schulz' iteration make the step orthogonal.", otherSpellings: ["ns_steps"],
            isWhole: true),
        "beta2_decay": Entry(
            range: Interval(lower: -.infinity, includesLower: false, upper: 0, includesUpper: true),
            summary: "The share of a new square in the averages is t ^ beta2_decay.", otherSpellings: ["beta_2_decay", "decay_rate"]),
        "epsilon1": Entry(range: .nonNegative, summary: "Keeps the averages of squares from 0.", otherSpellings: ["epsilon_1", "eps"]),
        "epsilon2": Entry(
            range: .nonNegative, summary: "The least size of an array's weights that the step is measured by.", otherSpellings: ["epsilon_2"]),
        "clip_threshold": Entry(
            range: .positive, summary: "A step whose root mean square is larger is scaled down to it.", otherSpellings: ["d"]),
        "rms_rate": Entry(
            range: .nonNegative, summary: "The step is scaled by rms_rate * sqrt(the longer side); 0: it is not."),
        "adam_lr_ratio": Entry(range: .positive, summary: "The rate of what is no matrix, as a share of the rate."),
        "adam_beta1": Entry(range: .decay, summary: "beta1 of what is no matrix.", otherSpellings: ["adam_beta_1"]),
        "adam_beta2": Entry(range: .decay, summary: "beta2 of what is no matrix.", otherSpellings: ["adam_beta_2"]),
        "adam_decay": Entry(range: .nonNegative, summary: "The decay of what is no matrix.", otherSpellings: ["adam_weight_decay"]),
        "shrinkage": Entry(
            range: .nonNegative, summary: "A penalty on large weights that enters the gradient.",
            otherSpellings: ["l2_shrinkage_regularization_strength"]),
    ]

    /// Options that belong to every rule, in the order of help.
    static let common = ["decay", "l2", "clip_value", "clip_norm", "clip_global", "average", "overwrite", "accumulate"]

    static func parameter(_ name: String, isFlag: Bool, default value: Parameter.Default) -> Parameter {
        if isFlag {
            return Parameter(name, .flag, .flag, default: value, flagSummaries[name] ?? "Turns this part of the rule on.")
        }
        let entry = entry(name)
        return Parameter(name, .option, .number(entry.range), default: value, entry.summary, otherSpellings: entry.otherSpellings)
    }

    static let flagSummaries: [String: String] = [
        "nesterov": "Looks ahead: the gradient counts once more on top of the momentum.",
        "centered": "Divides by the spread of the gradient round its average instead of by its size.",
        "amsgrad": "Divides by the largest average seen so far, so that the step never grows again.",
        "plain": "Without the look ahead of Nesterov's momentum.",
        "match_rms": "Scales the step to the size that Adam's steps have.",
        "spectral": "Scales the step by sqrt(rows / columns) whatever the shape.",
        "maximize": "Climbs instead: the gradient's sign is turned first.",
    ]

    /// What the settings of the shipped schedules take; a user's own take any finite number.
    static func scheduleRange(_ name: String, of schedule: String) -> Interval {
        // A share of the updates there, their number elsewhere.
        if schedule == "one_cycle", name == "rise" { return .share }
        return scheduleRanges[name] ?? .any
    }

    private static let scheduleRanges: [String: Interval] = [
        "over": .nonNegative, "every": .positive, "factor": .nonNegative, "lowest": .nonNegative, "milestones": .nonNegative,
        "values": .nonNegative, "warmup": .nonNegative, "from": .nonNegative, "to": .nonNegative, "power": .nonNegative,
        // Stretches that grow shorter would end before the training does.
        "grow": Interval(lower: 1, includesLower: true, upper: .infinity, includesUpper: false),
        "shrink": .nonNegative, "patience": .nonNegative, "threshold": .nonNegative, "cooldown": .nonNegative,
        "least_change": .nonNegative, "rise": .nonNegative, "divide": .positive, "divide_end": .positive, "low_momentum": .decay,
        "high_momentum": .decay, "top": .nonNegative, "up": .positive, "down": .nonNegative, "gamma": .nonNegative,
    ]

    /// What the settings of schedules mean.
    static func scheduleSummary(_ name: String) -> String? { scheduleSummaries[name] }

    private static let scheduleSummaries: [String: String] = [
        "over": "How many updates it takes.",
        "every": "How long a stretch is.",
        "factor": "What the rate is multiplied by.",
        "lowest": "Where the rate ends or stays.",
        "milestones": "Where the rate changes, in order.",
        "values": "The rates between the milestones: one more than there are milestones.",
        "warmup": "How many updates the rise takes.",
        "from": "Where the rate begins.",
        "to": "Where the rate ends.",
        "power": "The exponent of the way that is left.",
        "grow": "How many times longer each stretch is than the one before.",
        "shrink": "How many times higher each stretch begins than the one before.",
        "patience": "How many epochs without a better value are waited for.",
        "threshold": "By how much a value must be better to count.",
        "cooldown": "How many epochs after a change nothing is counted.",
        "least_change": "A smaller change of the rate is not made.",
        "absolute": "The threshold is a difference, not a share of the best value.",
        "highest": "Watches the accuracy, and wants it to rise.",
        "staircase": "Counts whole stretches only.",
        "cycle": "Begins a longer stretch where one ends.",
        "rise": "The share of the updates in which the rate rises.",
        "divide": "The rate begins at the top divided by this.",
        "divide_end": "The rate ends at its beginning divided by this.",
        "low_momentum": "The momentum where the rate is highest.",
        "high_momentum": "The momentum where the rate is lowest.",
        "keep_momentum": "Leaves the momentum alone.",
        "straight": "In straight lines instead of half cosines.",
        "three_phase": "Falls as long as it rose before it goes to its end.",
        "top": "The highest rate.",
        "up": "How many updates the rate rises.",
        "down": "How many updates it falls.",
        "halving": "Each tooth is half as high as the one before.",
        "gamma": "What the height is multiplied by at each update.",
    ]

    /// The name that another tool's word stands for, among the names a rule takes.
    static func translation(of word: String, among names: [String]) -> String? {
        names.first { entry($0).otherSpellings.contains(word) }
    }
}
