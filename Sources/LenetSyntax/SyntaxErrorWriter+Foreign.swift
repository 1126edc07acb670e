extension SyntaxErrorWriter {
    /// How another language's form is written here: what stands under the carets, and a line that works.
    func sentence(for form: ForeignForm) -> (label: String, notes: [String]) {
        switch form {
        case .elseIf: ("write else if", ["if a { … } else if b { … } else { … }"])
        case .variable: ("write let", ["let rate = 0.1, and later rate = 0.2"])
        case .function: ("write def", ["def double(x) { return 2 * x }"])
        case .include: ("write include and the file in quotes", ["include \"common.lenet\""])
        case .ifNot: ("write if not", ["if not done { … }"])
        case .whileNot: ("write while not", ["while not done { … }"])
        case .forLoop: ("write for", ["for rate in [0.1, 0.01] { … }"])
        case .repeatLoop: ("write repeat or while", ["repeat 3 { … }", "while run.loss > 0.1 { … }"])
        case .print: ("write print", ["print \"accuracy: {run.accuracy:%}\""])
        case .expect: ("write expect", ["expect run.accuracy > 0.97, \"adam should learn this\""])
        case .noClasses: ("there are no classes; a function is written with def", ["def double(x) { return 2 * x }"])
        case .noExceptions: ("there are no exceptions; a failed statement ends the script", ["expect run.accuracy > 0.9"])
        case .noSwitch: ("write if and else if", ["if a { … } else if b { … } else { … }"])
        case .nothing: ("an empty block is { }", [])
        case .train: ("write train", ["train with adam lr 0.001 epochs 5"])
        case .step: ("write step", ["step with adam lr 0.01"])
        case .evaluate: ("write evaluate", ["evaluate on validation", "let result = evaluate"])
        case .predict: ("write predict", ["predict test[12]"])
        case .summary: ("write show model", [])
        case .compile: ("optimizer and loss are said when training", ["train with adam lr 0.001 loss cross_entropy epochs 5"])
        case .gradients: ("gradients are computed by train and step", ["step with adam lr 0.01"])
        case .save: ("write save model", ["save model to \"five.safetensors\""])
        case .load: ("write load model", ["load model \"five.safetensors\""])
        case .fields: ("a field has no parentheses", ["print model.parameters"])
        case .append: ("lists grow by +", ["xs = xs + [x]"])
        case .addLayer: ("layers stand in a model block, one a line", ["model small { conv 8 3x3 relu; dense 10 }"])
        case .format: ("values stand in the text", ["\"accuracy: {run.accuracy:.3}\""])
        }
    }
}
