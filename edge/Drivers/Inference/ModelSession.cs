using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference;

/// <summary>
/// An ONNX Runtime session bound, once, to memory of our own: a run reads the input where it was prepared and writes the outputs
/// where they are decoded, and the managed heap sees nothing of it.
/// </summary>
internal sealed unsafe class ModelSession : OutputTensors, IDisposable
{
    private const nuint Alignment = 64; // a cache line, and the widest vector
    private readonly string _path;
    private readonly List<IDisposable> _owned = [];
    private readonly List<nint> _memory = [];
    private readonly InferenceSession _session;
    private readonly RunOptions _run;
    private readonly OrtIoBinding _binding;
    private readonly nint _input;
    private readonly int _inputCount;
    private readonly (nint At, int Count)[] _outputs;
    private bool _disposed;

    public ModelSession(Model model, IReadOnlyList<TensorShape> outputs, int threads)
    {
        _path = model.Path;
        try
        {
            using SessionOptions options = Options(threads);
            _session = Own(new InferenceSession(model.Bytes, options));
            TensorShape input = SessionShapes.Check(_session, model, outputs);
            _run = Own(new RunOptions());
            _binding = Own(_session.CreateIoBinding());
            (OrtValue value, _input) = Allocate(input);
            _inputCount = (int)input.Count;
            _binding.BindInput(_session.InputNames[0], value);
            _outputs = new (nint, int)[outputs.Count];
            for (int i = 0; i < outputs.Count; i++)
            {
                (value, nint at) = Allocate(outputs[i]);
                _outputs[i] = (at, (int)outputs[i].Count);
                _binding.BindOutput(_session.OutputNames[i], value);
            }
        }
        catch (Exception e)
        {
            Dispose();
            if (e is OnnxRuntimeException) throw new ModelException($"{_path}: not a model that ONNX Runtime can load: {FirstLine(e)}", e);
            if (e is DllNotFoundException or TypeInitializationException)
                throw new ModelException($"{_path}: ONNX Runtime's own library, libonnxruntime.so, is not beside the program; build again with ./o4o build", e);
            throw;
        }
    }

    /// <summary>The input tensor.</summary>
    public Span<float> Input => new((void*)_input, _inputCount);

    public OutputTensors Outputs => this;

    public override ReadOnlySpan<float> this[int output] => new((void*)_outputs[output].At, _outputs[output].Count);

    /// <summary>Runs the model on what <see cref="Input"/> holds.</summary>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            _session.RunWithBinding(_run, _binding);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"{_path}: the model failed while it ran: {FirstLine(e)}", e);
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        // Backwards: values before the memory under them, the session last.
        for (int i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
        foreach (nint memory in _memory) NativeMemory.AlignedFree((void*)memory);
    }

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // what fails comes back as an exception
        };
        // A thread that waits by spinning takes the core from whoever shares the machine: the store's own loop.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n', 2)[0].TrimEnd();

    private T Own<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    private (OrtValue Value, nint At) Allocate(TensorShape shape)
    {
        nuint bytes = (nuint)shape.Count * sizeof(float);
        var at = (nint)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear((void*)at, bytes);
        _memory.Add(at);
        return (Own(OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape.ToArray(), at, (long)bytes)), at);
    }
}
