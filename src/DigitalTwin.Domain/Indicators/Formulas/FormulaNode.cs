namespace DigitalTwin.Domain.Indicators.Formulas;

internal abstract record FormulaNode
{
    private FormulaNode() { }

    public abstract FormulaValue Evaluate(IReadOnlyDictionary<string, FormulaValue> inputs, List<MissingItem> missing);

    public abstract string Fill(IReadOnlyDictionary<string, FormulaValue> inputs);

    public sealed record Number(double Value) : FormulaNode
    {
        public override FormulaValue Evaluate(IReadOnlyDictionary<string, FormulaValue> inputs, List<MissingItem> missing) => FormulaValue.Of(Value);
        public override string Fill(IReadOnlyDictionary<string, FormulaValue> inputs) => FormulaText.Of(Value);
    }

    public sealed record Input(string Name) : FormulaNode
    {
        public override FormulaValue Evaluate(IReadOnlyDictionary<string, FormulaValue> inputs, List<MissingItem> missing) => Find(inputs) ?? throw new NoValueException($"There is no value of '{Name}'.");

        public override string Fill(IReadOnlyDictionary<string, FormulaValue> inputs) => Find(inputs) switch
        {
            null => "?",
            { Number: { } number } => FormulaText.Of(number),
            { Items: { } items } => $"{Name}[{items.Count}]",
            _ => "?",
        };

        private FormulaValue? Find(IReadOnlyDictionary<string, FormulaValue> inputs) => inputs.GetValueOrDefault(Name) is { } value && (value.Number is not null || value.Items is { Count: > 0 }) ? value : null;
    }

    public sealed record Operation(char Sign, FormulaNode Left, FormulaNode Right) : FormulaNode
    {
        public override FormulaValue Evaluate(IReadOnlyDictionary<string, FormulaValue> inputs, List<MissingItem> missing)
        {
            var (a, b) = (Left.Evaluate(inputs, missing), Right.Evaluate(inputs, missing));
            if (a.Number is { } x && b.Number is { } y) return FormulaValue.Of(Apply(x, y));
            if (a.Items is { } items && b.Number is { } right) return FormulaValue.Of(items.ToDictionary(i => i.Key, i => Apply(i.Value, right)));
            if (b.Items is { } others && a.Number is { } left) return FormulaValue.Of(others.ToDictionary(i => i.Key, i => Apply(left, i.Value)));
            missing.AddRange(a.Items!.Keys.Except(b.Items!.Keys).Concat(b.Items.Keys.Except(a.Items.Keys)).Order(StringComparer.Ordinal).Select(k => new MissingItem(k)));
            var both = a.Items.Where(i => b.Items.ContainsKey(i.Key)).ToDictionary(i => i.Key, i => Apply(i.Value, b.Items[i.Key]));
            return both.Count > 0 ? FormulaValue.Of(both) : throw new NoValueException("The two lists have no item in common.");
        }

        public override string Fill(IReadOnlyDictionary<string, FormulaValue> inputs) => $"{Side(Left, inputs, false)} {(Sign == '*' ? '×' : Sign == '/' ? '÷' : Sign == '-' ? '−' : Sign)} {Side(Right, inputs, true)}";

        private string Side(FormulaNode node, IReadOnlyDictionary<string, FormulaValue> inputs, bool isRight) =>
            node is Operation inner && (Rank(inner.Sign) < Rank(Sign) || (isRight && Rank(inner.Sign) == Rank(Sign) && Sign is '-' or '/')) ? $"({node.Fill(inputs)})" : node.Fill(inputs);

        private static int Rank(char sign) => sign is '*' or '/' ? 2 : 1;

        private double Apply(double x, double y) => Sign switch
        {
            '+' => x + y,
            '-' => x - y,
            '*' => x * y,
            _ => y != 0 ? x / y : throw new NoValueException("It would be a division by zero."),
        };
    }

    public sealed record Call(string Name, FormulaNode Argument) : FormulaNode
    {
        public static readonly string[] Names = ["sum", "mean", "max", "min", "count"];

        public override FormulaValue Evaluate(IReadOnlyDictionary<string, FormulaValue> inputs, List<MissingItem> missing)
        {
            var value = Argument.Evaluate(inputs, missing);
            if (value.Number is { } number) return FormulaValue.Of(Name == "count" ? 1 : number);
            // In the order of keys, so that the same items always add up to the same last digit.
            var items = value.Items!.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value);
            return FormulaValue.Of(Name switch { "sum" => items.Sum(), "mean" => items.Average(), "max" => items.Max(), "min" => items.Min(), _ => items.Count() });
        }

        /// <summary>The number itself where it can be computed: a list of hundreds says nothing to a reader.</summary>
        public override string Fill(IReadOnlyDictionary<string, FormulaValue> inputs)
        {
            try
            {
                return FormulaText.Of(Evaluate(inputs, []).Number!.Value);
            }
            catch (NoValueException)
            {
                return $"{Name}(?)";
            }
        }
    }
}
