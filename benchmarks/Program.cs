using BenchmarkDotNet.Running;
using O4O.Benchmarks.Budgets;
using O4O.Benchmarks.Cameras;
using O4O.Benchmarks.Quick;
using O4O.Benchmarks.Suites;

if (args is ["--budget"]) return BudgetRun.Run(Path.Combine(AppContext.BaseDirectory, "budgets.json"));
if (args is ["--quick", ..]) return QuickRun.Run(args.AsSpan(1));
if (args is ["--cameras", ..]) return await CamerasRun.RunAsync(args.AsMemory(1));
BenchmarkSwitcher.FromAssembly(typeof(WeighingBenchmarks).Assembly).Run(args, new HouseConfig());
return 0;
