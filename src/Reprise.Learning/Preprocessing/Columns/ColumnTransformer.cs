using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>Sends groups of a table's columns through steps of their own and puts the results side by side.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
/// <example>
/// Numbers imputed and scaled, text and booleans as one column per category:
/// <code>
/// new ColumnTransformer
/// {
///     Blocks =
///     [
///         new() { Name = "numbers", Columns = ColumnSet.Numbers, Encoder = new NumericSelector { AllowMissing = true }, Steps = [new SimpleImputer(), new StandardScaler()] },
///         new() { Name = "categories", Columns = ColumnSet.Categories, Encoder = new OneHotEncoder { Unknown = UnknownCategory.Ignore } },
///     ],
/// }
/// </code>
/// </example>
public sealed record ColumnTransformer : ITableEncoder
{
    /// <summary>The groups of columns, in the order of the features. A block that chooses by type is left out when the table has no such column.</summary>
    public required IReadOnlyList<ColumnBlock> Blocks { get; init; }

    /// <summary>What becomes of columns that no block takes. Default <see cref="Remainder.Drop"/>.</summary>
    public Remainder Remainder { get; init; }

    /// <summary>Whether features are called <c>block__feature</c>. Default true.</summary>
    public bool PrefixNames { get; init; } = true;

    /// <summary>Chooses the columns of each block and fits its encoder and steps.</summary>
    /// <exception cref="ArgumentException">A block's columns are missing or cannot be encoded, or no column is left; all problems of all blocks are listed.</exception>
    public ColumnTransformerModel Fit(Table table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.Defined(Remainder, nameof(ColumnTransformer));
        ArgumentNullException.ThrowIfNull(Blocks, nameof(Blocks));

        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var models = new List<ColumnBlockModel>();
        foreach (var block in Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (string.IsNullOrEmpty(block.Name) || !names.Add(block.Name) || (Remainder == Remainder.Pass && block.Name == ColumnBlockModel.RemainderName))
            {
                problems.Add($"Block '{block.Name}': each block needs a name of its own.");
            }

            var columns = block.Columns.Choose(table, block.Name, problems);
            taken.UnionWith(columns);
            Fit(block, table, columns, models, problems, cancellationToken);
        }

        if (Remainder == Remainder.Pass && table.Without([.. taken]).Columns is { Count: > 0 } rest)
        {
            var block = new ColumnBlock { Name = ColumnBlockModel.RemainderName, Columns = ColumnSet.Named([.. rest.Select(column => column.Name)]) };
            Fit(block, table, [.. rest.Select(column => column.Name)], models, problems, cancellationToken);
        }

        if (problems.Count == 0 && models.Count == 0)
        {
            problems.Add("No block finds a column in the table to learn from.");
        }

        return problems.Count == 0
            ? new ColumnTransformerModel([.. models], PrefixNames)
            : throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(table));
    }

    ITableEncoderModel ITableEncoder.Fit(Table table, CancellationToken cancellationToken) => Fit(table, cancellationToken);

    private static void Fit(
        ColumnBlock block, Table table, IReadOnlyList<string> columns, List<ColumnBlockModel> models, List<string> problems, CancellationToken cancellationToken)
    {
        if (columns.Count == 0)
        {
            return;
        }

        try
        {
            var part = table.Select(columns.Distinct(StringComparer.Ordinal));
            var encoder = (block.Encoder is IColumnEncoder choosing ? choosing.Over(columns) : block.Encoder).Fit(part, cancellationToken);
            var x = encoder.Transform(part);
            var steps = new ITransformerModel[block.Steps.Count];
            for (var i = 0; i < steps.Length; i++)
            {
                steps[i] = block.Steps[i].Fit(x, cancellationToken);
                x = steps[i].Transform(x);
            }

            models.Add(new ColumnBlockModel(block.Name, encoder, steps));
        }
        catch (ArgumentException e)
        {
            problems.AddRange(ColumnBlockModel.Problems(block.Name, e));
        }
    }
}
