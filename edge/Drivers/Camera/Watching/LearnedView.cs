namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>
/// The view that a camera is used to, as the edges in its thumbnail, and how much of a picture differs from it. People and light
/// change parts of the edges or their strength; a moved camera changes all of them. Edges are compared block by block by their
/// normalised correlation, which light does not touch.
/// </summary>
internal sealed class LearnedView
{
    private const int BlockColumns = 8, BlockRows = 6;
    private const int Across = Thumbnail.Columns / BlockColumns, Down = Thumbnail.Rows / BlockRows;

    /// <summary>Mean square edge, in brightness steps, below which a block has no structure to recognise.</summary>
    private const double StructureMin = 4;

    /// <summary>Correlation above which a block still shows what it did.</summary>
    private const double SameAbove = 0.5;

    /// <summary>Looks of plain averaging at the beginning, then the weight of each later look: about a minute at five a second.</summary>
    private const int FirstLooks = 5;
    private const float LaterWeight = 1 / 300f;

    private readonly float[] _view = new float[Thumbnail.Columns * Thumbnail.Rows];
    private int _looks;

    /// <summary>Whether there is a view to compare with.</summary>
    public bool IsLearned => _looks >= FirstLooks;

    public void Forget() => _looks = 0;

    /// <summary>Takes a picture into the view.</summary>
    public void Learn(Thumbnail now)
    {
        float weight = _looks < FirstLooks ? 1f / (_looks + 1) : LaterWeight;
        for (int i = 0; i < _view.Length; i++) _view[i] += (now.Cells[i] - _view[i]) * weight;
        if (_looks < FirstLooks) _looks++;
    }

    /// <summary>Share of the view's structured blocks in which the picture shows something else, 0 to 1; 0 when nothing has structure.</summary>
    public double ShareDiffering(Thumbnail now)
    {
        int structured = 0, differing = 0;
        for (int blockY = 0; blockY < Down; blockY++)
        {
            for (int blockX = 0; blockX < Across; blockX++)
            {
                (double own, double other, double both) = Compare(now.Cells, blockX * BlockColumns, blockY * BlockRows);
                if (own < StructureMin * BlockColumns * BlockRows) continue;
                structured++;
                if (both <= SameAbove * Math.Sqrt(own * other)) differing++;
            }
        }
        return structured == 0 ? 0 : (double)differing / structured;
    }

    /// <summary>Sums over a block's edges: squares of the view's, squares of the picture's, products.</summary>
    private (double Own, double Other, double Both) Compare(float[] cells, int left, int top)
    {
        double own = 0, other = 0, both = 0;
        for (int y = top; y < Math.Min(top + BlockRows, Thumbnail.Rows - 1); y++)
        {
            for (int x = left; x < Math.Min(left + BlockColumns, Thumbnail.Columns - 1); x++)
            {
                int i = (y * Thumbnail.Columns) + x;
                float viewX = _view[i + 1] - _view[i], viewY = _view[i + Thumbnail.Columns] - _view[i];
                float nowX = cells[i + 1] - cells[i], nowY = cells[i + Thumbnail.Columns] - cells[i];
                own += (viewX * viewX) + (viewY * viewY);
                other += (nowX * nowX) + (nowY * nowY);
                both += (viewX * nowX) + (viewY * nowY);
            }
        }
        return (own, other, both);
    }
}
