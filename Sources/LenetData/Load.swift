/// Brings the dataset that `request` names.
package func load(
    _ request: DataRequest, locator: DataLocator, progress: DataProgressHandler = { _ in }
) throws(DataError) -> Dataset {
    guard let source = DataCatalogue.source(named: request.name) else {
        throw .unknownSet(name: request.name, known: DataCatalogue.cards.map(\.keyword))
    }
    let takesPath = !source.card.parameters.isEmpty
    if let path = request.path, !takesPath { throw .pathNotTaken(set: request.name, path: path) }
    if request.path == nil, takesPath { throw .pathNeeded(set: request.name) }
    return try source.read(request, locator, progress).divided(as: request.split)
}

/// What `load A or B` brought, and why those before it could not be had.
package struct FirstLoaded: Sendable {
    package var dataset: Dataset
    package var request: DataRequest
    package var passedOver: [DataError.Unavailable]
}

/// Brings the first of several sets that can be had. A set that is there but damaged is an error: it is never passed over.
package func loadFirst(
    of requests: [DataRequest], locator: DataLocator, progress: DataProgressHandler = { _ in }
) throws(DataError) -> FirstLoaded {
    var passedOver: [DataError.Unavailable] = []
    for (position, request) in requests.enumerated() {
        var locator = locator
        // Someone who names an alternative does not want to wait long for a network that is not there.
        if position + 1 < requests.count { locator.secondsOfSilence = min(locator.secondsOfSilence, 5) }
        do throws(DataError) {
            return FirstLoaded(
                dataset: try load(request, locator: locator, progress: progress), request: request, passedOver: passedOver)
        } catch {
            guard error.meansAbsence, requests.count > 1 else { throw error }
            passedOver.append(.init(request: request, error: error))
        }
    }
    throw .noneOf(passedOver)
}
