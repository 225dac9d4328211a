package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// cost is CPU spent so far, or between two looks.
type cost struct {
	// self is that of the program, server that of all processes of PostgreSQL.
	self, server time.Duration
}

func (c cost) total() time.Duration { return c.self + c.server }

func (c cost) since(before cost) cost { return cost{c.self - before.self, c.server - before.server} }

// each is the share of one of n.
func (c cost) each(n int) cost { return cost{c.self / time.Duration(n), c.server / time.Duration(n)} }

// meter reads what a program and its database have spent.
type meter struct {
	// program is a process; 0 is this one.
	program int
	// postmaster is the parent of PostgreSQL's processes; 0 without PostgreSQL.
	postmaster int
}

// meter returns a meter of a process (0: this one) on "sqlite" or "postgres".
func (b *bench) meter(ctx context.Context, kind string, program int) (m meter, err error) {
	m.program = program
	if kind != "postgres" {
		return m, nil
	}
	_, admin, err := openAdmin()
	if err != nil {
		return m, err
	}
	defer admin.Close()
	var backend int
	if err := admin.QueryRowContext(ctx, `SELECT pg_backend_pid()`).Scan(&backend); err != nil {
		return m, err
	}
	fields, err := statOf(backend)
	if err != nil {
		return m, err
	}
	m.postmaster, err = strconv.Atoi(fields[statParent])
	return m, err
}

func (m meter) read() (c cost, err error) {
	if m.program == 0 {
		c.self = ownCPU()
	} else if c.self, err = cpuOf(m.program); err != nil {
		return c, err
	}
	if m.postmaster != 0 {
		c.server, err = familyCPU(m.postmaster)
	}
	return c, err
}

// cpuOf is the time that another process has spent computing, with all its threads (proc(5), schedstat of each task).
func cpuOf(pid int) (time.Duration, error) {
	folder := fmt.Sprintf("/proc/%d/task", pid)
	tasks, err := os.ReadDir(folder)
	if err != nil {
		return 0, err
	}
	var sum time.Duration
	for _, task := range tasks {
		b, err := os.ReadFile(folder + "/" + task.Name() + "/schedstat")
		if err != nil {
			continue // the thread has ended meanwhile
		}
		first, _, _ := strings.Cut(string(b), " ")
		ns, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(ns)
	}
	return sum, nil
}

// Fields of /proc/PID/stat behind the name of the command, counted from 0.
const (
	statParent        = 1
	statChildrenUser  = 13
	statChildrenSys   = 14
	ticksPerSecond    = 100
	statFieldsAtLeast = 15
)

func statOf(pid int) ([]string, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	if len(fields) < statFieldsAtLeast {
		return nil, fmt.Errorf("stat of process %d has %d fields", pid, len(fields))
	}
	return fields, nil
}

// familyCPU is the time that the children of a process have spent computing, with those that have ended.
func familyCPU(parent int) (sum time.Duration, err error) {
	fields, err := statOf(parent)
	if err != nil {
		return 0, err
	}
	for _, field := range []int{statChildrenUser, statChildrenSys} {
		ticks, err := strconv.ParseInt(fields[field], 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(ticks) * time.Second / ticksPerSecond
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", parent, parent))
	if err != nil {
		return 0, err
	}
	for child := range strings.FieldsSeq(string(b)) {
		pid, err := strconv.Atoi(child)
		if err != nil {
			return 0, err
		}
		// One that ends in between is among those that have ended at the next look.
		if d, err := cpuOf(pid); err == nil {
			sum += d
		}
	}
	return sum, nil
}
