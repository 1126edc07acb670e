import LenetCards
import LenetData
import LenetEngine
import LenetRules

/// Codes are stable and never reused; problems that teach the same share one. `docs/errors/` explains each, and `help E0350` shows
/// that page.
///
/// E01 reading a text (LenetSyntax) · E02 names, values and control · E03 rules and schedules (LenetRules) · E04 networks ·
/// E05 data · E06 the laboratory · E07 figures and files · E08 the sitting · W warnings
extension Problem {
    package var code: String {
        switch self {
        case .unknownName: "E0201"
        case .unknown(.optimizer, _, _, _, _): "E0350"
        case .unknown(.schedule, _, _, _, _): "E0351"
        case .unknown: "E0202"
        case .unknownField: "E0203"
        case .unknownOption: "E0204"
        case .unknownParameter: "E0205"
        case .unknownWord: "E0206"
        case .nameTaken, .definedTwice: "E0207"
        case .verbAsName: "E0208"
        case .assignedUndeclared: "E0209"
        case .noHelp: "E0210"

        case .missing, .valueMissing: "E0211"
        case .flagTakesNothing: "E0212"
        case .givenTwice: "E0213"
        case .tooMuch: "E0214"
        case .argumentCount: "E0215"
        case .missingArgument: "E0216"
        case .labelNeeded: "E0217"
        case .notCallable: "E0218"
        case .sourcesOutsideLoad: "E0219"

        case .assignedTakenAlong: "E0220"

        case .wrongKind: "E0221"
        case .outOfRange: "E0222"
        case .notWhole: "E0223"
        case .conditionNotBoolean: "E0224"
        case .operatorKinds: "E0225"
        case .neverEqual: "E0226"
        case .divisionByZero: "E0227"
        case .rootOfNegative: "E0228"
        case .outsideDomain: "E0229"
        case .emptyList: "E0230"
        case .indexOutOfRange: "E0231"
        case .notIndexable: "E0232"
        case .logRangeNeedsPositive: "E0233"
        case .unsortable: "E0234"
        case .noNumber: "E0235"
        case .badFormat: "E0236"
        case .formatNeedsNumber: "E0237"

        case .outsideLoop, .returnOutsideFunction: "E0152"
        case .tooDeep, .tooManyCalls: "E0242"
        case .tooManyRounds: "E0243"
        case .tooLong: "E0244"
        // `quit` is never shown.
        case .interrupted, .quit: "E0245"
        case .expectationFailed: "E0246"
        case .notAllowed: "E0247"

        case .noModel: "E0401"
        case .network(let error, _): error.code
        case .noData: "E0501"
        case .noValidation: "E0502"
        case .data(let error): error.code
        case .noRule: "E0601"
        case .settingWithoutRule: "E0602"
        case .engine(let error): error.code
        case .notYet: "E0603"
        case .rateOfSchedule: "E0607"
        case .cannotWrite: "E0701"
        case .figureFormat: "E0702"
        case .settingOfSeveral: "E0703"
        case .rateIsTuned: "E0810"
        case .noHistory: "E0704"
        case .stepsUnknown: "E0705"
        case .notMeasured: "E0706"
        case .drawing(let problem): problem.code
        case .landscape(let problem): problem.code
        case .past(let problem): problem.code
        case .checkpoint(_, let fault): fault.code
        case .tensors(_, let fault): fault.code
        case .autosave: "E0749"
        case .picture(_, let fault): fault.code
        case .step(let problem): problem.code
        case .report(let problem): problem.code
        case .nothingPaused: "E0801"
        case .cutShort: "E0808"
        case .commandFailed: "E0802"
        case .file: "E0803"
        case .needsTerminal: "E0804"
        case .editorFailed: "E0805"
        case .noExamples: "E0806"
        case .noSuchExample: "E0807"
        case .record(let problem): problem.code
        case .sweep(let problem): problem.code
        case .lesson(let problem): problem.code
        case .rule(let error): error.fact.code
        case .diagnosed(let diagnostics): diagnostics.first?.code ?? "E0300"
        }
    }
}

// The rooms below give facts without codes: a fact that is new there has the code of its room until it gets its own here.

extension NetworkError {
    var code: String {
        switch self {
        case .unknownOption, .missing, .outOfRange: "E0402"
        case .conflict: "E0403"
        case .duplicateName: "E0404"
        case .evenKernel: "E0405"
        case .windowTooLarge: "E0406"
        case .needsImage: "E0407"
        case .softmaxNotLast: "E0408"
        case .wrongOutput: "E0409"
        case .tooLarge: "E0410"
        case .noLayers: "E0411"
        default: "E0400"
        }
    }
}

extension DataError {
    var code: String {
        switch self {
        case .unknownSet: "E0202"
        case .pathNeeded: "E0503"
        case .pathNotTaken: "E0504"
        case .file(_, .absent), .file(_, .unreadable), .file(_, .notAFile), .file(_, .notAFolder): "E0505"
        case .file: "E0506"
        case .incompleteSet: "E0507"
        case .split: "E0508"
        case .notFound: "E0509"
        case .noneOf: "E0510"
        case .interrupted: "E0245"
        default: "E0500"
        }
    }
}

extension CheckpointFault {
    var code: String {
        switch self {
        case .foreign: "E0740"
        case .version: "E0741"
        case .torn, .tooLong, .checksum: "E0742"
        case .wrong, .network: "E0743"
        case .definition, .rule: "E0744"
        case .data: "E0745"
        }
    }
}

extension TensorFault {
    var code: String {
        switch self {
        case .damaged: "E0746"
        case .missing, .unexpected, .shape, .type, .notFinite, .network: "E0747"
        case .noNetwork: "E0748"
        }
    }
}

extension PictureFault {
    var code: String {
        switch self {
        case .network: "E0751"
        default: "E0750"
        }
    }
}

extension EngineError {
    var code: String {
        switch self {
        case .wrongImages, .wrongClasses: "E0604"
        case .noImages: "E0605"
        case .batchSize, .epochs: "E0606"
        default: "E0600"
        }
    }
}
