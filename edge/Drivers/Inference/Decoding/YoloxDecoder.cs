using System.Numerics.Tensors;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>
/// YOLOX (Ge et al., "YOLOX: Exceeding YOLO Series in 2021"): one row an anchor, grid after grid, of x, y, log width, log height,
/// objectness and a share for each class. A box's middle is (cell + offset) · stride, its size exp(·) · stride, its score
/// objectness · class.
/// </summary>
internal sealed class YoloxDecoder : IOutputDecoder
{
    private const int Head = 5;
    private readonly (int Columns, int Rows, int Stride)[] _grids;
    private readonly int _rowLength;

    public YoloxDecoder(ModelInput input, ModelOutput output, int classes)
    {
        _grids = [.. output.Strides.Select(s => (input.Width / s, input.Height / s, s))];
        BoxesMax = _grids.Sum(g => g.Columns * g.Rows);
        _rowLength = Head + classes;
        Outputs = [new TensorShape(1, BoxesMax, _rowLength)];
    }

    public IReadOnlyList<TensorShape> Outputs { get; }

    public int BoxesMax { get; }

    public void Decode(OutputTensors outputs, BoxList boxes)
    {
        ReadOnlySpan<float> all = outputs[0];
        foreach ((int columns, int rows, int stride) in _grids)
        {
            for (int y = 0; y < rows; y++)
            {
                for (int x = 0; x < columns; x++, all = all[_rowLength..])
                {
                    ReadOnlySpan<float> anchor = all[.._rowLength];
                    float objectness = anchor[4];
                    if (!(objectness >= boxes.ScoreMin)) continue; // no class is surer than the thing itself
                    int best = TensorPrimitives.IndexOfMax(anchor[Head..]);
                    boxes.Add(
                        (x + anchor[0]) * stride, (y + anchor[1]) * stride, MathF.Exp(anchor[2]) * stride, MathF.Exp(anchor[3]) * stride,
                        objectness * anchor[Head + best], best);
                }
            }
        }
    }
}
