// What is wrong with a file in NumPy's format or with a table, in words.

extension DataError.NPZFault {
    /// Goes on after the file's name.
    var predicate: String {
        switch self {
        case .zip(.noDirectory): "is not a whole .npz file"
        case .zip(.truncatedMember(let member)), .zip(.damagedMember(let member)), .zip(.wrongSize(let member, _, _)),
            .zip(.wrongChecksum(let member)):
            "is damaged in \(member)"
        case .zip(.damagedDirectory): "is a damaged ZIP file"
        case .zip(.severalParts): "is one part of a ZIP file in several"
        case .zip(.tooLarge): "is larger than lenet reads"
        case .zip(.encrypted(let member)): "has \(member) encrypted"
        case .zip(.unknownMethod(let member, _)): "has \(member) compressed in a way that lenet does not know"
        case .missingArrays(let names, _): "has no array \(names.joined(separator: ", "))"
        case .array(let name, let fault):
            switch fault {
            case .notAnArray, .truncatedHeader, .unreadableHeader: "has something else than an array in \(name)"
            case .unknownVersion, .tooLarge, .unknownType: "has an array \(name) that lenet does not read"
            case .fortranOrder: "has \(name) with its columns before its rows"
            case .wrongSize: "has \(name) with more or fewer numbers than its shape"
            }
        case .images(let name, let fault):
            switch fault {
            case .shape: "has \(name) in another shape than expected"
            case .empty: "has nothing in \(name)"
            case .pixel, .betweenLevels: "has a value in \(name) that is no grey level"
            case .label: "has a value in \(name) that is no label"
            }
        }
    }

    var notes: [String] {
        switch self {
        case .zip(.noDirectory): ["expected: a ZIP file, which ends in a directory of its members", "another format, or it was cut off"]
        case .zip(.damagedDirectory), .zip(.truncatedMember), .zip(.damagedMember), .zip(.wrongChecksum): ["bring the file again"]
        case .zip(.severalParts), .zip(.encrypted): ["write it again with np.savez"]
        case .zip(.tooLarge): ["expected: at most 2 GB in each array"]
        case .zip(.unknownMethod(_, let method)): ["expected: stored (0) or deflated (8)", "found: method \(method)"]
        case .zip(.wrongSize(_, let expected, let found)): ["expected: \(grouped(expected)) bytes", "found: \(grouped(found)) bytes"]
        case .missingArrays(_, let found):
            ["expected: x_train, y_train, x_test, y_test", "found: \(found.isEmpty ? "no arrays" : found.joined(separator: ", "))"]
        case .array(_, let fault): fault.notes
        case .images(_, let fault): fault.notes
        }
    }
}

extension NumpyFault {
    fileprivate var notes: [String] {
        switch self {
        case .notAnArray: ["expected: an array as np.save writes it"]
        case .truncatedHeader: ["its header is cut off"]
        case .unreadableHeader: ["expected: a header {'descr': …, 'fortran_order': …, 'shape': …}"]
        case .unknownVersion(let version): ["expected: version 1, 2 or 3 of the format", "found: version \(version)"]
        case .fortranOrder: ["write it again with np.ascontiguousarray(…)"]
        case .unknownType(let type): ["expected: whole numbers or floats (u1 to u8, i1 to i8, f4, f8)", "found: \(type)"]
        case .tooLarge(let shape): ["found: the shape \(shapeText(shape))"]
        case .wrongSize(let shape, let type, let expected, let found):
            [
                "expected: \(grouped(expected)) bytes, for \(shapeText(shape)) of \(type)", "found: \(grouped(found)) bytes",
            ]
        }
    }
}

extension NPZImagesFault {
    fileprivate var notes: [String] {
        switch self {
        case .shape(let shape, let wanted): ["expected: \(wanted)", "found: \(shapeText(shape))"]
        case .empty: []
        case .pixel(let value, let place):
            ["expected: whole numbers from 0 to 255, or floats from 0 to 1", "found: \(value) at place \(grouped(place)), counted from 0"]
        case .betweenLevels(let value, let place):
            [
                "images are kept as bytes: floats from 0 to 1 have to be the 256 levels k/255",
                "found: \(value) at place \(grouped(place)), which is \(value * 255) / 255",
            ]
        case .label(let value, let place):
            ["expected: whole numbers from 0 to 254", "found: \(value) at place \(grouped(place)), counted from 0"]
        }
    }
}

extension CSVFault {
    /// Goes on after the file's name.
    var predicate: String {
        switch self {
        case .columns(let line, nil, _): "does not begin with a label and a square image, in line \(grouped(line))"
        case .columns(let line, _, _): "has a row of another length in line \(grouped(line))"
        case .value(let line, let column, _, let isLabel):
            "has a value that is no \(isLabel ? "label" : "pixel") in line \(grouped(line)), column \(grouped(column))"
        case .emptyLine(let line): "has nothing in line \(grouped(line))"
        case .noRows: "has no rows"
        case .noLabels: "has no labels"
        }
    }

    var notes: [String] {
        switch self {
        case .columns(_, nil, let found): ["expected: 785 columns for images of 28x28, or 1 + another square", "found: \(grouped(found))"]
        case .columns(_, let expected?, let found): ["expected: \(grouped(expected)) columns, as in the first row", "found: \(grouped(found))"]
        case .value(_, _, let found, let isLabel):
            ["expected: a whole number from 0 to \(isLabel ? 254 : 255)", "found: \(found.isEmpty ? "nothing" : "'\(found)'")"]
        case .emptyLine: ["only the last line may be empty"]
        case .noRows: ["a heading is no image"]
        case .noLabels: ["expected: a first column with what each image shows, as in Kaggle's train.csv"]
        }
    }
}

private func shapeText(_ shape: [Int]) -> String {
    shape.isEmpty ? "a single number" : shape.map(grouped).joined(separator: " x ")
}
