using System.CommandLine;
using O4O.Simulator.Commands;
#if INFERENCE
using O4O.Simulator.ModelTrials;
#endif

List<Command> commands =
[
    DemoCommand.Create(), SimulateCommand.Create(), ScoreCommand.Create(), EvaluateCommand.Create(), CalibrateCommand.Create(), GateCodeCommand.Create(), StoreCommand.Create(),
    ImportCommand.Create(), RenderCommand.Create(), TrackCommand.Create(), TrackScoreCommand.Create(),
];
#if INFERENCE
commands.Add(ModelsCommand.Create());
#endif
return CommandLineRunner.Run(commands, args);
