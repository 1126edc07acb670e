import LenetEngine
import LenetRules
import LenetTestSupport

/// A value in the frameworks' hyper-parameters: whatever JSON has.
enum GoldenValue: Decodable, Equatable, CustomStringConvertible {
    case null, flag(Bool), number(Double), text(String), list([GoldenValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { self = .null }
        else if let flag = try? container.decode(Bool.self) { self = .flag(flag) }
        else if let number = try? container.decode(Double.self) { self = .number(number) }
        else if let text = try? container.decode(String.self) { self = .text(text) }
        else { self = .list(try container.decode([GoldenValue].self)) }
    }

    var description: String {
        switch self {
        case .null: "null"
        case .flag(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): value
        case .list(let values): "\(values)"
        }
    }
}

/// The one table from the frameworks' names to ours.
enum FrameworkNames {
    /// What a framework's hyper-parameter says here; an empty list: what holds anyway. nil: this table does not know it.
    static func settings(_ name: String, _ value: GoldenValue, class kind: String, dialect: Dialect) -> [(String, RuleSetting.Value)]? {
        switch (name, value) {
        case (_, .null): return []
        case ("learning_rate", .number(let v)), ("lr", .number(let v)): return [("lr", .number(v))]
        case ("momentum", .number(let v)): return v == 0 ? [] : [("momentum", .number(v))]
        case ("dampening", .number(let v)): return v == 0 ? [] : [("dampening", .number(v))]
        case ("nesterov", .flag(let v)): return v ? [("nesterov", true)] : []
        case ("centered", .flag(let v)): return v ? [("centered", true)] : []
        case ("amsgrad", .flag(let v)): return v ? [("amsgrad", true)] : []
        case ("rho", .number(let v)): return [("rho", .number(v))]
        case ("alpha", .number(let v)) where kind == "RMSprop": return [("rho", .number(v))]
        case ("epsilon", .number(let v)), ("eps", .number(let v)): return [("epsilon", .number(v))]
        case ("beta_1", .number(let v)): return [("beta1", .number(v))]
        case ("beta_2", .number(let v)): return [("beta2", .number(v))]
        case ("betas", .list(let v)):
            guard v.count == 2, case .number(let first) = v[0], case .number(let second) = v[1] else { return nil }
            return [("beta1", .number(first)), ("beta2", .number(second))]
        case ("initial_accumulator_value", .number(let v)): return [("start", .number(v))]
        case ("lr_decay", .number(let v)): return [("rate_decay", .number(v))]
        case ("momentum_decay", .number(let v)): return [("momentum_decay", .number(v))]
        case ("clipvalue", .number(let v)): return [("clip_value", .number(v))]
        case ("clipnorm", .number(let v)): return [("clip_norm", .number(v))]
        case ("weight_decay", .number(let v)):
            if dialect == .torch && kind != "AdamW" { return v == 0 ? [] : [("l2", .number(v))] }
            return [("decay", .number(v))]
        case ("decoupled_weight_decay", .flag(let v)): return v ? [("decoupled", true)] : []
        case ("etas", .list(let v)):
            guard v.count == 2, case .number(let first) = v[0], case .number(let second) = v[1] else { return nil }
            return [("shrink", .number(first)), ("grow", .number(second))]
        case ("step_sizes", .list(let v)):
            guard v.count == 2, case .number(let first) = v[0], case .number(let second) = v[1] else { return nil }
            return [("least", .number(first)), ("most", .number(second))]
        case ("lambd", .number(let v)): return [("lambda", .number(v))]
        case ("alpha", .number(let v)) where kind == "ASGD": return [("power", .number(v))]
        case ("t0", .number(let v)): return [("from", .number(v))]
        case ("learning_rate_power", .number(let v)): return [("power", .number(v))]
        case ("l1_regularization_strength", .number(let v)): return [("l1", .number(v))]
        case ("l2_regularization_strength", .number(let v)): return [("l2", .number(v))]
        case ("l2_shrinkage_regularization_strength", .number(let v)): return v == 0 ? [] : [("shrinkage", .number(v))]
        case ("beta", .number(let v)): return [("beta", .number(v))]
        case ("warmup_steps", .number(let v)): return v == 0 ? [] : [("warmup", .number(v))]
        case ("use_ema", .flag): return []
        case ("ema_momentum", .number(let v)): return [("average", .number(v))]
        default: return nil
        }
    }

    /// Our name of the rule that a framework's class is.
    static let rules: [String: String] = [
        "SGD": "sgd", "Adagrad": "adagrad", "RMSprop": "rmsprop", "Adadelta": "adadelta", "Adam": "adam", "AdamW": "adamw",
        "Adamax": "adamax", "Nadam": "nadam", "NAdam": "nadam", "RAdam": "radam", "Lion": "lion", "Lamb": "lamb", "Rprop": "rprop",
        "ASGD": "asgd", "Ftrl": "ftrl", "ScheduleFreeAdamW": "schedule_free_adamw",
    ]

    /// Rules and settings that are not run yet, with the reason; whatever else cannot be run fails.
    static let skipped: [String: String] = [
        "muon": "needs orthogonalize(…) and `only matrices`, which programs do not have yet",
        "muon-tall": "as muon",
        "muon-1d-falls-to-adamw": "as muon",
        "muon-bfloat16": "an exhibit: PyTorch's rounding to bfloat16 inside",
        "adafactor": "needs means of rows and columns, which programs do not have yet",
        "sgd-ema other": "ema_overwrite_frequency has no counterpart: an average here is what evaluation uses",
        "sgd-global-clipnorm": "clip_global joins arrays, which programs do not do yet",
        "sgd-accumulation": "accumulate is the trainer's, which does not do it yet",
    ]
}
