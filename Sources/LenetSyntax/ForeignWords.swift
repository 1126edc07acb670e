/// Words and signs that people bring from other languages and tools: recognised, and answered with ours.
package enum ForeignWords {
    /// Operators that have one of ours; they are reported and read as it.
    static let operators: [String: (operation: BinaryOperator, precedence: Precedence)] = [
        "**": (.power, .power), "&&": (.and, .and), "||": (.or, .or), "%": (.modulo, .product),
        "===": (.equal, .comparison), "<>": (.notEqual, .comparison), "=>": (.greaterOrEqual, .comparison),
        "=<": (.lessOrEqual, .comparison),
    ]

    static let literals: [String: String] = ["True": "true", "False": "false", "TRUE": "true", "FALSE": "false"]

    /// Words that begin statements elsewhere.
    static let statements: [String: ForeignForm] = [
        "elif": .elseIf, "elsif": .elseIf, "elseif": .elseIf, "var": .variable, "const": .variable, "set": .variable,
        "local": .variable, "func": .function, "function": .function, "fn": .function, "import": .include,
        "from": .include, "using": .include, "require": .include, "unless": .ifNot, "foreach": .forLoop, "loop": .repeatLoop,
        "until": .whileNot, "echo": .print, "puts": .print, "printf": .print, "println": .print, "assert": .expect,
        "class": .noClasses, "struct": .noClasses, "try": .noExceptions, "raise": .noExceptions, "throw": .noExceptions,
        "switch": .noSwitch, "match": .noSwitch, "elsewhere": .elseIf, "pass": .nothing, "fit": .train, "compile": .train,
    ]

    /// Methods of other tools' objects.
    static let methods: [String: ForeignForm] = [
        "fit": .train, "fit_generator": .train, "train": .train, "train_on_batch": .step, "evaluate": .evaluate,
        "eval": .evaluate, "predict": .predict, "summary": .summary, "compile": .compile, "step": .step,
        "zero_grad": .gradients, "backward": .gradients, "save": .save, "save_weights": .save, "load_weights": .load,
        "load_state_dict": .load, "state_dict": .save, "parameters": .fields, "append": .append, "add": .addLayer,
        "format": .format, "items": .fields, "keys": .fields, "shape": .fields,
    ]

    /// Clause words and hyper-parameters of other tools and the word that stands for them here. The evaluator asks it too, for
    /// the options of rules.
    package static let clauses: [String: String] = [
        "learning_rate": "lr", "learningRate": "lr", "learningrate": "lr", "eta": "lr", "step_size": "lr", "alpha_lr": "lr",
        "batch_size": "batch", "batchSize": "batch", "batchsize": "batch", "minibatch": "batch", "num_epochs": "epochs",
        "n_epochs": "epochs", "nb_epoch": "epochs", "max_epochs": "epochs", "epoch": "epochs", "optimizer": "with",
        "optim": "with", "opt": "with", "solver": "with", "criterion": "loss", "loss_fn": "loss", "loss_function": "loss",
        "objective": "loss", "eps": "epsilon", "weight_decay": "decay", "wd": "decay", "beta_1": "beta1", "beta_2": "beta2",
        "b1": "beta1", "b2": "beta2", "clipnorm": "clip_norm", "clipvalue": "clip_value", "global_clipnorm": "clip_global",
        "grad_clip": "clip_norm", "lr_scheduler": "schedule", "scheduler": "schedule", "lr_schedule": "schedule",
        "random_state": "seed", "random_seed": "seed", "validation_split": "validation",
        "gradient_accumulation_steps": "accumulate", "use_ema": "average",
    ]

    /// Functions and values of other languages and the name that stands for them here.
    package static let names: [String: String] = [
        "len": "length", "size": "length", "count": "length", "avg": "mean", "average": "mean", "ln": "log", "fabs": "abs", "int": "floor",
        "trunc": "floor", "float": "number", "double": "number", "parse": "number", "str": "text", "string": "text", "repr": "text",
        "sorted": "sort", "stdev": "std", "stddev": "std", "percentile": "quantile", "train_data": "training", "val": "validation",
    ]

    /// Layers elsewhere, and what stands for them here.
    static let layerAdvice: [String: String] = [
        "softmax": "the loss applies softmax to the last layer's numbers; `dense 10 softmax` says so aloud",
        "input": "the data says what comes in", "inputlayer": "the data says what comes in",
        "activation": "an activation stands behind its layer, as in dense 64 relu, or alone on a line, as in relu",
        "lstm": "images go in as they are: there are no layers for sequences", "rnn": "images go in as they are: there are no layers for sequences",
    ]

    /// What to write where no single word would do.
    package static let advice: [String: String] = [
        "range": "the whole numbers from 1 to 10 are 1..10", "None": "there is no such value; leave the line out", "null": "there is no such value; leave the line out",
        "nil": "there is no such value; leave the line out", "pow": "a power is written x ^ y", "pi": "it can be given a name: let pi = 3.141592653589793",
        "exit": "a script ends with its last line, the prompt with ^D", "quit": "a script ends with its last line, the prompt with ^D",
        "input": "what a script is called with is in args: lenet run file.lenet -- 41", "argv": "what a script is called with is in args",
        "zip": "a loop over places: for k in 0..length(xs) - 1 { … xs[k] … }", "enumerate": "a loop over places: for k in 0..length(xs) - 1 { … xs[k] … }",
    ]
}

/// What another tool's form is here; the writer has a sentence for each.
package enum ForeignForm: String, Sendable, Hashable, CaseIterable {
    case elseIf, variable, function, include, ifNot, whileNot, forLoop, repeatLoop, print, expect, noClasses, noExceptions
    case noSwitch, nothing, train, step, evaluate, predict, summary, compile, gradients, save, load, fields, append, addLayer
    case format
}
