using System.Buffers.Binary;
using System.Text;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>
/// Writes the smallest ONNX model there can be of a family: whatever the picture, its output is what was asked for (plus the
/// input's mean times a weight, so that the input is truly used). onnx.proto, opset 13.
/// </summary>
internal static class TinyOnnx
{
    private const int Float = 1, Opset = 13, Ir = 8;

    public static byte[] Write(long[] input, long[] output, float[] values, float meanWeight = 0, int outputType = Float)
    {
        byte[] graph =
        [
            .. Bytes(1, Node("ReduceMean", ["images"], "mean", Attribute("keepdims", 0))),
            .. Bytes(1, Node("Mul", ["mean", "weight"], "weighted")),
            .. Bytes(1, Node("Add", ["base", "weighted"], outputType == Float ? "output" : "sum")),
            .. outputType == Float ? [] : Bytes(1, Node("Cast", ["sum"], "output", Attribute("to", outputType))),
            .. Text(2, "tiny"),
            .. Bytes(5, Tensor("base", output, values)),
            .. Bytes(5, Tensor("weight", [], [meanWeight])),
            .. Bytes(11, ValueInfo("images", input, Float)),
            .. Bytes(12, ValueInfo("output", output, outputType)),
        ];
        return [.. Number(1, Ir), .. Bytes(7, graph), .. Bytes(8, Number(2, Opset))];
    }

    private static byte[] Node(string op, string[] inputs, string output, byte[]? attribute = null) =>
        [.. inputs.SelectMany(i => Text(1, i)), .. Text(2, output), .. Text(4, op), .. attribute is null ? [] : Bytes(5, attribute)];

    private static byte[] Attribute(string name, long value) => [.. Text(1, name), .. Number(3, value), .. Number(20, 2)];

    private static byte[] Tensor(string name, long[] sides, float[] values)
    {
        byte[] raw = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        return [.. sides.SelectMany(s => Number(1, s)), .. Number(2, Float), .. Text(8, name), .. Bytes(9, raw)];
    }

    private static byte[] ValueInfo(string name, long[] sides, int type)
    {
        byte[] shape = [.. sides.SelectMany(s => Bytes(1, Number(1, s)))];
        byte[] tensor = [.. Number(1, type), .. Bytes(2, shape)];
        return [.. Text(1, name), .. Bytes(2, Bytes(1, tensor))];
    }

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] content) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value > 127; value >>= 7) yield return (byte)((value & 127) | 128);
        yield return (byte)value;
    }
}
