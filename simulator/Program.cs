using O4O.Simulator.Commands;

return CommandLineRunner.Run([DemoCommand.Create(), SimulateCommand.Create(), ScoreCommand.Create(), EvaluateCommand.Create(), CalibrateCommand.Create(), GateCodeCommand.Create(), StoreCommand.Create(), ImportCommand.Create(), RenderCommand.Create(), TrackCommand.Create(), TrackScoreCommand.Create()], args);
