namespace NbaStudio.Benchmarks.Load;

/// <summary>The verb <c>load</c>: starts a hub of its own on loopback and measures it from this, another, process.</summary>
internal static class LoadCommand
{
    private const int WarmSeconds = 5;
    private const int Batch = 500;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = LoadOptions.Parse(arguments);
        var loadBefore = LoadReport.LoadAverage();
        await using var hub = await LoadHub.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = hub.Address };
        Console.WriteLine($"The hub listens on {hub.Address}; load average {loadBefore}.");
        await LoadHub.PrepareAsync(http, options.Customers);

        // Each run matches its own offers; the warm-up's count for nothing.
        OpenLoop? current = null;
        await using var streams = new OfferStreams(hub.Address, (decision, timestamp) => Volatile.Read(ref current)?.Arrived(decision, timestamp));
        await streams.OpenAsync(options.Customers);
        Volatile.Write(ref current, new OpenLoop(hub, http, options));
        await current!.RunAsync("warm", Math.Min(WarmSeconds, options.Seconds));
        if (options.WhatIf > 0)
        {
            // Once unmeasured: compiling what scenarios run takes a processor for half a minute, which is no part of what they cost. One decision less, so that the sample is read anew afterwards.
            await BesideAsync("warm-beside", Math.Max(1, options.WhatIf - 1));
        }

        Console.WriteLine($"Warm. {options.Rate} events/s for {options.Seconds} s ...");
        var measured = new OpenLoop(hub, http, options);
        Volatile.Write(ref current, measured);
        var open = await measured.RunAsync("run", options.Seconds);
        if (streams.Broken > 0)
        {
            Console.WriteLine($"{streams.Broken} streams broke off.");
        }

        BesideResult? beside = null;
        if (options.WhatIf > 0)
        {
            // Then alone again, so that what the machine does by itself shows too.
            var (with, work) = await BesideAsync("beside", options.WhatIf);
            beside = new BesideResult(with, work, await OnceAsync("again"));
        }

        var closed = await CloseAsync(http, options);
        var report = await LoadReport.WriteAsync(options, open, beside, closed, loadBefore, LoadReport.LoadAverage());
        Console.WriteLine(report);
        if (options.Output is { } file)
        {
            await File.WriteAllTextAsync(file, report);
        }

        return open.Missing == 0 && open.Errors.Count == 0 && streams.Broken == 0 ? 0 : 1;

        async Task<(OpenLoopResult With, WhatIfWork Work)> BesideAsync(string name, int most)
        {
            await using var scenarios = new WhatIfBeside(http, most);
            scenarios.Start();
            var with = await OnceAsync(name);
            return (with, await scenarios.StopAsync());
        }

        Task<OpenLoopResult> OnceAsync(string name)
        {
            Console.WriteLine($"{options.Rate} events/s for {options.Seconds} s, {name} ...");
            var loop = new OpenLoop(hub, http, options);
            Volatile.Write(ref current, loop);
            return loop.RunAsync(name, options.Seconds);
        }
    }

    /// <summary>Bare and real calls in turns, so that both meet the same machine.</summary>
    private static async Task<List<ClosedLoopResult>> CloseAsync(HttpClient http, LoadOptions options)
    {
        var time = TimeSpan.FromSeconds(options.ClosedSeconds);
        var warm = TimeSpan.FromSeconds(1);
        await ClosedLoop.RunAsync("warm", 16, warm, 1, ClosedLoop.Bare(http));
        await ClosedLoop.RunAsync("warm", 16, warm, 1, ClosedLoop.Decide(http, "warm", options.Customers));
        await ClosedLoop.RunAsync("warm", 4, warm, Batch, ClosedLoop.Ingest(http, "warm", Batch, options.Customers));
        return
        [
            await ClosedLoop.RunAsync("bare endpoint /health/live", 16, time, 1, ClosedLoop.Bare(http)),
            await ClosedLoop.RunAsync("decide, top 3 of 24 actions, recorded and durable", 16, time, 1, ClosedLoop.Decide(http, "decide", options.Customers)),
            await ClosedLoop.RunAsync("bare endpoint again", 16, time, 1, ClosedLoop.Bare(http)),
            await ClosedLoop.RunAsync($"durable events in batches of {Batch}", 4, time, Batch, ClosedLoop.Ingest(http, "ingest", Batch, options.Customers)),
        ];
    }
}
