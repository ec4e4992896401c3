using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Azdo;

[Tests]
static class SecretTests
{
    const byte Mask = 0x5a;

    public static void No_copy_of_a_secret_stays()
    {
        // Made here, so that no other text holds it; .NET's own strings are UTF-16, and not ours to wipe.
        var secret = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
        // Its end alone is looked for: an allocator writes over the start of what is freed.
        var sought = secret.Substring(32).Select(letter => (byte)(letter ^ Mask)).ToArray();
        // Threads have memory of their own, where others write less over what was freed.
        var threads = Enumerable.Range(0, 16).Select(_ => new Thread(() => Use(secret))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(0, Copies(sought));

        // One that is left is found.
        var left = Marshal.StringToCoTaskMemUTF8(secret);
        Assert.That(Copies(sought) > 0);
        Marshal.ZeroFreeCoTaskMemUTF8(left);
    }

    static void Use(string secret)
    {
        using (var credential = Credential.Pat(secret, "user"))
        using (var bearer = Credential.Bearer(secret))
        using (var client = new AzdoClient("http://127.0.0.1:1/c", credential))
            client.SetCredential(bearer);
        Assert.Throws<AzdoInvalidArgumentException>(() => Credential.Pat(secret, "no:user"));
        Assert.Throws<AzdoInvalidArgumentException>(() => AzdoClient.GetBuilds("ftp://no.such", null, null, secret));
    }

    /// <summary>How often this process's memory holds what is sought, which is masked so as not to find
    /// itself.</summary>
    static int Copies(byte[] sought)
    {
        var copies = 0;
        using var memory = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        foreach (var (start, length) in Writable())
        {
            var bytes = new byte[length];
            memory.Position = start;
            int end = 0, count;
            while (end < length && (count = Read(memory, bytes, end)) > 0)
                end += count;
            for (var place = 0; place + sought.Length <= end; place++)
            {
                var same = 0;
                while (same < sought.Length && bytes[place + same] == (sought[same] ^ Mask))
                    same++;
                copies += same / sought.Length;
            }
            Array.Clear(bytes, 0, bytes.Length);
        }
        return copies;
    }

    static int Read(Stream memory, byte[] bytes, int start)
    {
        try
        {
            return memory.Read(bytes, start, bytes.Length - start);
        }
        catch (IOException)
        {
            // It has been unmapped in the meantime.
            return 0;
        }
    }

    static IEnumerable<(long Start, int Length)> Writable()
    {
        foreach (var mapping in File.ReadAllLines("/proc/self/maps").Where(line => line.Split(' ')[1].StartsWith("rw")))
        {
            var range = mapping.Split(' ')[0].Split('-');
            var ends = range.Select(end => long.Parse(end, NumberStyles.HexNumber)).ToArray();
            for (var start = ends[0]; start < ends[1]; start += 1 << 26)
                yield return (start, (int)Math.Min(1 << 26, ends[1] - start));
        }
    }
}
