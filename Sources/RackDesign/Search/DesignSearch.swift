package import LinearModel
import Program

/// Finds the best designs of generations: the entrance to the search.
package struct DesignSearch<SomeSolver: Solver> {
  let solver: SomeSolver
  let folder: DesignFolder
  let options: SearchOptions
  let observer: any SearchObserver
  /// By the observer's clock.
  let deadline: Double

  /// Makes a search of a folder; the time limit counts from now.
  package init(
    solver: SomeSolver, folder: DesignFolder, options: SearchOptions,
    observer: any SearchObserver
  ) {
    self.solver = solver
    self.folder = folder
    self.options = options
    self.observer = observer
    deadline = options.timeLimit.map { observer.now() + $0 } ?? .infinity
  }

  /// The best design of a generation.
  ///
  /// Of equally good designs the one that costs least.
  ///
  /// - Throws: ``SolverError`` where the solver breaks.
  package func best(
    _ generation: GenerationIndex, _ objective: SearchObjective
  ) throws(SolverError) -> SearchOutcome {
    var searcher = searcher([generation], for: [objective])
    searcher.work = "\(objective.rawValue) of \(folder.generations[generation].id)"
    return try searcher.best(objective, then: .cost)
  }

  /// A generation's designs that are best in one objective for what they are in the other.
  ///
  /// Each point is the best in `first` among the designs that are at least as good in `second`,
  /// and the other way round: none is dominated. Ordered from the best in `first` on.
  ///
  /// - Returns: The points found; whether they are all; empty where no design meets every must.
  package func front(
    _ generation: GenerationIndex, _ first: SearchObjective, _ second: SearchObjective
  ) throws(SolverError) -> ParetoFront {
    var searcher = searcher([generation], for: [first, second])
    searcher.work =
      "\(first.rawValue) against \(second.rawValue) of "
      + folder.generations[generation].id
    return try searcher.front(first, second)
  }

  /// The generations' designs that cost least together, with what sharing components saves.
  ///
  /// - Parameters:
  ///   - generations: Which.
  ///   - alone: What ``best(_:_:)`` finds of each at least cost, where that is known already.
  /// - Returns: One design a generation; infeasible where a generation has none.
  /// - Throws: ``SolverError`` where the solver breaks.
  package func jointly(
    _ generations: [GenerationIndex], alone: [SearchResult] = []
  ) throws(SolverError) -> SearchOutcome {
    var searcher = searcher(generations, for: [.cost], isJoint: true)
    searcher.work = "cost of \(generations.count) generations"
    return try searcher.jointly(alone: alone)
  }

  /// The smallest set of musts of a generation that no design meets.
  ///
  /// - Returns: Requirements in the order of the file; `nil` where they can be met or time ran out.
  package func conflict(_ generation: GenerationIndex) throws(SolverError) -> [Requirement]? {
    var searcher = searcher([generation], for: nil)
    searcher.work = "conflict of \(folder.generations[generation].id)"
    return try searcher.conflict()
  }

  /// Racks of a generation's cluster.
  private func racks(_ generation: GenerationIndex) -> Int {
    options.clusterRacks
      ?? folder.designs.first { $0.generation == generation }?.clusterRacks ?? 1
  }

  private func searcher(
    _ generations: [GenerationIndex], for objectives: [SearchObjective]?, isJoint: Bool = false
  ) -> Searcher<SomeSolver> {
    var spaces = generations.map { SearchSpace(folder, $0, racks: racks($0)) }
    if options.hasDominance, let objectives {
      let shared = SharedDominance(spaces, objectives, folder.settings.commonality)
      spaces = shared.reduced()
      spaces = spaces.indices.map { position in
        let others = isJoint ? spaces.indices.filter { $0 != position }.map { spaces[$0] } : []
        return Dominance(
          spaces[position], objectives, commonality: folder.settings.commonality,
          others: others
        ).reduced()
      }
    }
    var searcher = Searcher(
      solver, folder, spaces, options, observer, deadline: deadline)
    searcher.isJoint = isJoint
    return searcher
  }
}
