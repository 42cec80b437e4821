/** Empty and failed pages: what happened, what is safe, what to do. */
export default {
  noBook: {
    title: '还没有账簿',
    why: '工作区里还没有计算过的账簿。',
    todo: '先上传文件或读取数据库，再计算账簿。',
  },
  noRows: { title: '没有符合条件的记录', todo: '放宽或清除筛选条件。' },
  problems: {
    bad_request: { title: '这个地址里的条件无法使用', todo: '检查地址中的参数，或从导航重新进入。' },
    not_found: { title: '没有这个页面', todo: '从导航选择一个页面。' },
    no_book: { title: '还没有账簿', todo: '先上传文件或读取数据库，再计算账簿。' },
    other_engine: {
      title: '这本账簿由另一个版本算出',
      todo: '它没有本页需要的表；请在账簿列表中重新计算。',
    },
    unknown_book: { title: '没有这本账簿', todo: '它可能已被清理；从列表中选择另一本。' },
    ambiguous_book: { title: '账簿编号不够长', todo: '多给几位编号。' },
    unknown_member: { title: '这本账簿里没有这个会员', todo: '在账户页按会员号的一部分查找。' },
    unknown_finding: { title: '这本账簿里没有这个发现', todo: '从发现列表中选择一个。' },
    unknown_rule: { title: '这本账簿没有用这条规则评估', todo: '从规则列表中选择一条。' },
    sign_in: { title: '请先登录', todo: '登录已结束；重新登录后再打开本页。' },
    forbidden: { title: '你的角色不能打开这里', todo: '需要时请管理员调整你的角色。' },
    identities_hidden: {
      title: '这里会显示会员标识',
      todo: '先在右上角账号菜单中写明理由，显示会员标识后再打开。',
    },
    outside_scope: {
      title: '这里的数字无法只限于你的范围',
      todo: '它涉及全部数据，所以不向范围受限的账号显示；需要时请管理员放宽范围。',
    },
    internal: { title: '服务器出错了', todo: '数据没有改动；服务器日志里有原因。可以重试。' },
  },
  retry: '重试',
  toAccounts: '到账户页',
  toBooks: '到账簿列表',
  toOverview: '到总览',
} as const;
