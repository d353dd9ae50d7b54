using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Benchmarks;

/// <summary>One customer, a policy of many actions, models in use: everything that a decision does between "here is the customer" and "here are the bytes of the record".</summary>
/// <remarks>50 predictors; 10 condition leaves per action over 30 attributes, none shared; every second action passes, the others fail at their last leaf; 20 capped treatments; 3 slots.</remarks>
public sealed class DecideCase
{
    private const int Attributes = 30;
    private const int Aggregates = 8; // with hour, weekday and ten counts of the contact history 50 predictors
    private const int ResponsesPerTreatment = 300;
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly ServingPolicy _serving;
    private readonly ModelView _models;
    private readonly DecisionContext _context;
    private readonly EvaluationFrame _frame;
    private readonly DecisionInputs _inputs = new();
    private readonly CustomerState _customer = new(1);
    private readonly ByteWriter _writer = new(16_384);
    private readonly SlotRequest[] _slots;
    private readonly Dictionary<string, Value> _nothing = [];
    private RecordBase? _base;
    private readonly double[] _attributes;
    private long _number;

    public DecideCase(int actions)
    {
        var random = new Random(1);
        var values = new double[Attributes];
        for (var i = 0; i < Attributes; i++)
        {
            values[i] = random.Next(20, 80);
        }

        _attributes = values;
        var compilation = PolicyCompiler.Compile(Policy(actions, values, random), 1, Start);
        Snapshot = compilation.Snapshot ?? throw new InvalidOperationException(string.Join("\n", compilation.Issues));
        _serving = new ServingPolicy(Snapshot, UnknownAttributes.AcceptAsText);
        _models = new ModelView(Train(Snapshot, random), Snapshot);
        _context = new DecisionContext(Snapshot);
        _frame = new EvaluationFrame(Snapshot.Layout.Count);
        var web = Snapshot.Channels[0].Key;
        _slots = [new([web], "tile", 0), new([web], "tile", 1), new([web], "tile", 2)];
        _customer.AddAlias("c");
        _serving.Profile.Apply(_customer.Profile, values.Select((v, i) => new KeyValuePair<string, object?>("a" + i, v)));
        for (var i = 0; i < 30; i++)
        {
            _customer.Contacts.Add(new ContactEntry(
                Start.ToUnixTimeMilliseconds() - ((30 - i) * 3_600_000L), Snapshot.Treatments[i % Snapshot.Treatments.Count].Key, web, ContactKind.Impression, i + 1, ContactStatus.Confirmed));
        }

        _customer.Aggregates.Bind(_serving.Aggregates);
        for (var i = 0; i < 40; i++)
        {
            var time = Start.ToUnixTimeMilliseconds() - (i * 600_000L);
            _customer.Aggregates.Apply(_serving.Aggregates, new TextValue("e" + (i % Aggregates)), new DictionaryPropertyReader(_nothing), time, time);
        }
    }

    public PolicySnapshot Snapshot { get; }

    /// <summary>Bytes of the last record's inputs and result.</summary>
    public (int Inputs, int Result) Bytes { get; private set; }

    /// <summary>The last result.</summary>
    public DecisionResult? Result { get; private set; }

    /// <summary>One decision from the customer's state to the encoded record: every 50th whole, the others as a difference.</summary>
    public int Decide()
    {
        Choose();
        var basis = _number % 50 == 1 ? null : _base;
        _writer.Clear();
        DecisionInputsCodec.Write(_writer, _inputs, basis);
        var inputs = _writer.Length;
        DecisionResultCodec.Write(_writer, Result!, default);
        Bytes = (inputs, _writer.Length - inputs);
        if (basis is null)
        {
            _base = RecordBase.Of(_inputs);
        }

        return _writer.Length;
    }

    /// <summary>The models in use.</summary>
    public ModelView Models => _models;

    /// <summary>One decision, read back from its encoded inputs.</summary>
    /// <param name="random">Raises the customer's attributes a little, so that values differ and rules hold as before.</param>
    public DecisionRecord Record(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _serving.Profile.Apply(_customer.Profile, _attributes.Select((v, i) => new KeyValuePair<string, object?>("a" + i, v * (1 + random.NextDouble()))));
        Choose();
        _writer.Clear();
        DecisionInputsCodec.Write(_writer, _inputs, null);
        return new DecisionRecord(DecisionInputsCodec.Read(_writer.Written, Snapshot.Layout, null), Result!, default, Snapshot);
    }

    /// <summary>One decision from the customer's state to the result, without a record.</summary>
    public void Choose()
    {
        _number++;
        var now = Start.ToUnixTimeMilliseconds() + (_number * 1000);
        _inputs.Clear();
        _inputs.Id = new DecisionId(1, _number);
        _inputs.Now = now;
        _inputs.Revision = 1;
        _inputs.Seed = StableHash.Of(1, _number);
        _inputs.Arm = Arms.Of(Snapshot, _inputs.Id);
        _inputs.Layout = Snapshot.Layout;
        _inputs.Slots.AddRange(_slots);
        _frame.Zone = Snapshot.Zone;
        _serving.Filler.Fill(_frame, _customer, new SlotSources(_nothing, null), now);
        _inputs.Values = _frame.Slots;
        _inputs.Contacts.AddRange(_customer.Contacts.Entries);
        Result = DecisionPipeline.Run(_context, _inputs, _models);
    }

    private static PropensityModels Train(PolicySnapshot policy, Random random)
    {
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [.. policy.Treatments.Select(t => new TreatmentInfo(t.Key, policy.Actions[t.Action].Key, policy.Groups[t.Group].Key, policy.Channels[t.Channel].Key, 0.1, TimeSpan.FromDays(60)))],
            [.. policy.Predictors.Select(p => new PredictorDefinition(p.Name, p.Numeric ? PredictorType.Numeric : PredictorType.Categorical))]);
        if (policy.Predictors.Count != 50)
        {
            throw new InvalidOperationException($"The policy has {policy.Predictors.Count} predictors, not 50.");
        }

        var values = new double[policy.Predictors.Count];
        for (var i = 0; i < policy.Treatments.Count * ResponsesPerTreatment; i++)
        {
            var treatment = i % policy.Treatments.Count;
            for (var p = 0; p < values.Length; p++)
            {
                values[p] = random.Next(100);
            }

            var p1 = 0.05 + (0.002 * values[treatment % 10]);
            learner.Learn(new Response(i + 1, Start.ToUnixTimeMilliseconds(), policy.Treatments[treatment].Key, values, random.NextDouble() < p1));
        }

        return learner.Publish();
    }

    private static PolicyDocument Policy(int actions, double[] values, Random random) => new()
    {
        Name = "Benchmark",
        Attributes = [.. Enumerable.Range(0, Attributes).Select(i => new AttributeDocument { Name = "a" + i, Type = "number" })],
        Aggregates = [.. Enumerable.Range(0, Aggregates).Select(i => new AggregateDocument { Name = "g" + i, Event = "e" + i, Window = "7d" })],
        Channels = [new() { Id = "web", Placements = [new() { Name = "tile", MaximumCount = 10 }] }],
        Objectives =
        [
            new()
            {
                Id = "grow",
                Groups =
                [
                    .. Enumerable.Range(0, actions).Chunk(4).Select((chunk, g) => new GroupDocument
                    {
                        Id = "group" + g, Actions = [.. chunk.Select(i => Action(i, values, random))],
                    }),
                ],
            },
        ],
        ContactPolicies =
        [
            .. Enumerable.Range(0, 20).Select(i => new ContactPolicyDocument
            {
                Id = "cap" + i, Of = "impression", Limit = 3, Window = "7d", Per = "treatment", Scope = new ScopeDocument { Treatment = "t" + (i * actions / 20) },
            }),
        ],
    };

    private static ActionDocument Action(int i, double[] values, Random random) => new()
    {
        Id = "action" + i,
        Value = FormattableString.Invariant($"customer.a{i % Attributes} * 2 + {10 + (i % 90)}"),
        Eligibility = string.Join(" and ", Enumerable.Range(0, 10).Select(leaf => Leaf((i + (leaf * 7)) % Attributes, leaf < 9 || i % 2 == 0, values, random))),
        Treatments = [new() { Id = "t" + i, Channel = "web", Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "Action " + i } } }],
    };

    // A constant of its own for each leaf, so that nothing can be shared between actions.
    private static string Leaf(int attribute, bool holds, double[] values, Random random) =>
        FormattableString.Invariant($"customer.a{attribute} {(holds ? ">=" : "<")} {values[attribute] - 1 - random.NextDouble():0.000000}");
}
