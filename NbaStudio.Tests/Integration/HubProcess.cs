using System.Diagnostics;
using System.Text;

namespace NbaStudio.Tests.Integration;

/// <summary>The real program as a process of its own, on a data folder that outlives it.</summary>
internal sealed class HubProcess : IDisposable
{
    private const string Ready = "NBA Studio is ready at ";

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubProcess(Process process) => _process = process;

    /// <summary>Where it listens, once it accepts requests.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>What the process wrote, for a test that fails.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static HubProcess Start(string dataFolder, params string[] settings)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0", $"--Nba:DataFolder={dataFolder}", "--Nba:Demo=false", "--Logging:LogLevel:Default=Warning", .. settings])
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        var hub = new HubProcess(new Process { StartInfo = start });
        hub._process.OutputDataReceived += (_, line) => hub.Hear(line.Data);
        hub._process.ErrorDataReceived += (_, line) => hub.Hear(line.Data);
        hub._process.Start();
        hub._process.BeginOutputReadLine();
        hub._process.BeginErrorReadLine();
        return hub;
    }

    public async Task<Uri> ReadyAsync()
    {
        var first = await Task.WhenAny(Address, _process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(90)));
        return first == Address ? await Address : throw new InvalidOperationException($"The program did not start: {Said}");
    }

    /// <summary>SIGKILL: nothing in the process can react to it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: the program ends its work.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            _said.AppendLine(line);
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[Ready.Length..]));
        }
    }
}
